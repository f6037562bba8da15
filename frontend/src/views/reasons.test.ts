import { afterEach, describe, expect, it } from 'vitest';
import { sampleDrift } from '../backend/fake/plan';
import { sampleStory } from '../backend/fake/people';
import { useLanguage } from '../i18n/index.svelte';
import { eventParts, eventReason, eventWords } from './person/events';
import {
  driftWords,
  exclusionWords,
  followWords,
  membershipWords,
  reasonWords,
  stepWords,
  warningTitle,
} from './reasons';

const because = (code: string, params: Record<string, string> = {}) => ({ code, params });

describe('a reason', () => {
  afterEach(async () => useLanguage(['en']));

  it('is said in words with what it speaks of', () => {
    expect(reasonWords(because('email-changed', { old: 'a@b.c' }))).toBe('The email was a@b.c');
    expect(reasonWords(because(''))).toBe('');
  });
  it('that nobody has words for is said as it is', () => {
    expect(reasonWords(because('of-next-year'))).toBe('of-next-year');
    expect(warningTitle('of-next-year')).toBe('of next year');
  });
  it('with a problem that the program tells is in one language', async () => {
    const refused = because('name-refused', { problem: 'has 109 characters, the server takes 100' });
    expect(stepWords(refused)).toBe('Its name has 109 characters, the server takes 100');
    await useLanguage(['de']);
    expect(stepWords(refused)).toBe('Der Name hat 109 Zeichen, der Server nimmt höchstens 100 an');
  });
  it('of a step says why somebody leaves, too', () => {
    expect(stepWords(because('is-member', { email: 'a@b.c' }))).toBe('Is the member a@b.c');
    expect(stepWords(because('owner', { reason: 'deleted' }))).toContain(
      'Deleted in the directory: An owner',
    );
    expect(stepWords(because('disabled'))).toBe('Disabled in the directory');
  });
  it('of everything else', () => {
    expect(membershipWords('listed-as', 'id-2')).toBe('listed there as id-2');
    expect(exclusionWords(because('outside-base', { bases: 'ou=x' }))).toContain('ou=x');
    expect(followWords(because('directory-lacks'), 'today')).toContain('(today)');
    expect(sampleDrift.map(driftWords)[3]).toContain('3 members have an external id');
  });
});

describe('an event', () => {
  it('is told from the side of the person, and of the group', () => {
    const [joined, renamed, warned] = sampleStory;
    if (!joined || !renamed || !warned) throw new Error('the sample has them');
    expect(eventWords('user', joined)).toBe('Joined group Backend');
    expect(eventWords('group', { ...joined, other: { key: '1', id: '1', name: 'a@b.c', reason: '' } })).toBe(
      'a@b.c joined',
    );
    expect(eventParts('user', joined)).toEqual(['Joined group ', '']);
    expect(eventParts('user', renamed)).toHaveLength(1);
    expect(eventWords('user', renamed)).toMatch(/^Changed from ada@example.com to /);
    expect(eventWords('user', { ...joined, what: 'member-gone' })).toMatch(/^Member removed: /);
    expect(eventReason({ ...joined, reason: because('healed'), unchecked: true })).toMatch(
      /^Changed by hand.*; sent/,
    );
  });
});
