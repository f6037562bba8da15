import { describe, expect, it } from 'vitest';
import { sampleResult } from '../../../backend/fake/plan';
import { seatWords, sumOf } from './sum';
import { everybodyIn, firstTab, tabsOf } from './tabs';

const result = sampleResult(118);
const none = {
  ...result.counts,
  joins: 0,
  leaves: 0,
  changes: 0,
  groups: 0,
  groupsNew: 0,
  groupsGone: 0,
  leftOut: 0,
  byHand: 0,
};

describe('the sum of a plan', () => {
  it('tells losses first, and who keeps the membership', () => {
    const parts = sumOf(result);
    expect(parts[0]).toEqual({ text: '1 person removed, 1 person without access', tone: 'loss' });
    expect(parts.map((part) => part.text)).toContain('Memberships: 6 more, 34 fewer');
    const revoked = { ...result.counts, leaves: 2, removed: 0, revoked: 2 };
    expect(sumOf({ ...result, counts: revoked })[0]?.text).toBe('2 people lose access and stay members');
  });
  it('counts groups that are made and deleted apart', () => {
    const groups = { ...none, groups: 6, groupsNew: 3, groupsGone: 1 };
    const only = { ...result, counts: groups, joins: 0, leaves: 0 };
    expect(sumOf(only)).toEqual([
      { text: '1 group is deleted', tone: 'loss' },
      { text: '3 new groups', tone: 'plain' },
      { text: '2 groups change', tone: 'plain' },
    ]);
    expect(sumOf(only, true).map((part) => part.text)).toEqual([
      '1 group was deleted',
      '3 new groups',
      '2 groups changed',
    ]);
  });
  it('is empty for nothing', () => {
    expect(sumOf({ ...result, counts: none, joins: 0, leaves: 0 })).toEqual([]);
  });
});

describe('seats', () => {
  it('say what is bought, and what the cloud would buy', () => {
    const seats = {
      usedBefore: 9,
      usedAfter: 12,
      known: true,
      boughtBefore: 10,
      boughtAfter: 12,
      buys: 2,
      limit: 20,
    };
    expect(seatWords(seats)).toBe(
      'Seats: at least 9 used, then 12; 10 bought; the cloud buys 2 seats by itself, charged at once; at most 20',
    );
    expect(seatWords({ ...seats, usedAfter: 9, known: false })).toBe(
      'Seats: at least 9 used; the server does not tell how many there are',
    );
  });
});

describe('the first tab', () => {
  const of = (counts: typeof none, file = '') => firstTab({ counts, file });
  it('is who leaves, where somebody does', () => expect(of(result.counts)).toBe('leaves'));
  it('is the first with something in it', () => expect(of({ ...none, groups: 1 })).toBe('groups'));
  it('is everybody where nothing is to be done', () => expect(of(none)).toBe('everybody'));
  it('is none of everybody for a saved plan, which has no such list', () => {
    expect(tabsOf({ file: '' })).toContain('everybody');
    expect(tabsOf({ file: 'friday.json' })).not.toContain('everybody');
    expect(of(none, 'friday.json')).toBe('joins');
  });
  it('counts everybody', () => expect(everybodyIn(none)).toBe(113 + 3 + 2 + 8));
});
