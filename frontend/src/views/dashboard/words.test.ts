import { describe, expect, it } from 'vitest';
import type { Finding, Job } from '../../backend/contract';
import { runs } from '../../backend/fake/company';
import { sampleJob } from '../../backend/fake/jobs';
import {
  allowance,
  conflictsOf,
  isFirst,
  isSettled,
  mayAllow,
  newest,
  runWords,
  stageWords,
  stopOf,
} from './words';

const finding = (guard: string, allowanceOf: string, count: number): Finding => ({
  guard,
  text: '',
  count,
  total: count,
  entries: [],
  allowance: allowanceOf,
  limit: 0,
  used: 0,
  of: 0,
  removed: 0,
  revoked: 0,
  staged: false,
  why: '',
  seats: null,
});
const removals = finding('removals', 'allowRemovals', 12);
const memberships = finding('memberships', 'allowMemberships', 40);
const first = finding('first-sync', 'allowFirst', 296);
const unknown = finding('members-unknown', '', 0);

const job = (more: Partial<Job>) => sampleJob({ ended: '2026-11-23T13:00:00Z', ...more });

describe('an allowance', () => {
  it('names the numbers of exactly the findings that are shown', () => {
    expect(allowance([removals, memberships])).toEqual({
      allowRemovals: 12,
      allowMemberships: 40,
      allowAdditions: 0,
      allowFirst: 0,
      allowSeats: 0,
      allowGroupRemovals: 0,
      allowGone: 0,
    });
    expect(allowance([finding('group-removals', 'allowGroupRemovals', 3)]).allowGroupRemovals).toBe(3);
    expect(allowance([finding('members-gone', 'allowGone', 7)]).allowGone).toBe(7);
    expect(allowance([first]).allowFirst).toBe(296);
    expect(allowance([])).toEqual(allowance([unknown]));
  });
  it('is offered only where it lets everything pass', () => {
    expect(mayAllow([removals, memberships])).toBe(true);
    expect(mayAllow([removals, unknown])).toBe(false);
    expect(mayAllow([])).toBe(false);
  });
  it('is a friendly question where only a first sync is asked about', () => {
    expect(isFirst([first])).toBe(true);
    expect(isFirst([first, removals])).toBe(false);
    expect(isFirst([])).toBe(false);
  });
});

describe('a stage', () => {
  const cases: [string, string][] = [
    ['', 'Starting'],
    ['read users', 'Reading users'],
    ['read delta pages', 'Reading delta pages'],
    ['send groups', 'Sending groups'],
    ['polish', 'polish'],
  ];
  it.each(cases)('"%s" is told as "%s"', (stage, want) => expect(stageWords(stage)).toBe(want));
});

describe('the newest job', () => {
  const test = job({ kind: 'test', id: 'test', ended: '2026-11-23T13:05:00Z' });
  it('is the one that ended last', () => {
    expect(newest({ test, sync: job({}) })).toBe(test);
    expect(newest({ sync: job({}) })?.kind).toBe('sync');
    expect(newest({})).toBeUndefined();
  });
  it('is the one that runs', () => {
    expect(newest({ test, sync: job({ state: 'running', ended: '' }) })?.kind).toBe('sync');
  });
});

describe('what stopped the last sync', () => {
  const error = {
    code: 'guard',
    message: '',
    hint: '',
    hintCode: '',
    field: '',
    fields: [],
    findings: [removals],
  };
  const run = runs(1)[0] ?? null;
  it('is what the job of this program tells', () => {
    expect(stopOf(job({ state: 'stopped', error }), null)?.findings).toEqual([removals]);
  });
  it('is what the history tells after a start of the program', () => {
    expect(stopOf(undefined, run && { ...run, result: 'stopped', error })?.id).toBe(run?.id);
  });
  it('is gone once another sync runs or is done', () => {
    const stopped = run && { ...run, result: 'stopped', error };
    expect(stopOf(job({ state: 'running' }), stopped)).toBeNull();
    expect(stopOf(job({}), stopped)).toBeNull();
  });
});

it('nothing is left of another sync cache once it is empty', () => {
  const problem = { code: 'cache-identity' };
  expect(isSettled(problem, { members: 3, groups: 1 })).toBe(false);
  expect(isSettled(problem, { members: 0, groups: 0 })).toBe(true);
  expect(isSettled({ code: 'directory' }, { members: 0, groups: 0 })).toBe(false);
  expect(isSettled(null, { members: 0, groups: 0 })).toBe(false);
});

describe('words', () => {
  it('tell what a sync did, and are empty for nothing', () => {
    const counts = {
      ...(runs(1)[0]?.counts ?? ({} as never)),
      usersAdded: 1,
      usersChanged: 0,
      usersRemoved: 2,
      usersRevoked: 0,
    };
    expect(runWords({ ...counts, groupsAdded: 1, groupsChanged: 2 }, false)).toEqual([
      '1 member added',
      '2 members removed',
      '1 group added',
      '2 groups changed',
    ]);
    expect(runWords({ ...counts, groupsAdded: 0, groupsChanged: 2, groupsDeleted: 2 }, false)).toEqual([
      '1 member added',
      '2 members removed',
      '2 groups deleted',
    ]);
    expect(runWords({ ...counts, groupsAdded: 1, groupsChanged: 2 }, true)).toEqual([
      '1 member sent',
      '2 removals sent',
      '1 new group sent',
      '2 changed groups sent',
    ]);
    expect(runWords({ ...counts, usersRevoked: 1, groupsAdded: 0, groupsChanged: 0 }, false)).toEqual([
      '1 member added',
      '1 member removed',
      '1 access revoked',
    ]);
    const none = { ...counts, usersAdded: 0, usersRemoved: 0, groupsAdded: 0, groupsChanged: 0 };
    expect(runWords(none, false)).toEqual([]);
  });
  it('take a conflict apart', () => {
    const message =
      '2 emails are used by more than one entry:\n  email a@example.com: CN=A,DC=x | CN=B,DC=x\n  the organization holds two';
    expect(conflictsOf({ message })).toEqual({
      text: '2 emails are used by more than one entry:',
      list: [
        { shared: 'email a@example.com', entries: ['CN=A,DC=x', 'CN=B,DC=x'] },
        { shared: 'the organization holds two', entries: [] },
      ],
    });
  });
  it('take a conflict of groups apart, whatever they are called', () => {
    const message =
      '1 email or external id is used by more than one entry:\n  external id 7: group "A: b | c=\\"d: e" (CN=A,DC=x) | group "B" (CN=B,DC=x)';
    expect(conflictsOf({ message }).list).toEqual([
      {
        shared: 'external id 7',
        entries: ['group "A: b | c=\\"d: e" (CN=A,DC=x)', 'group "B" (CN=B,DC=x)'],
      },
    ]);
  });
});
