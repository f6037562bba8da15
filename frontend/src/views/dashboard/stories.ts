// What the stories of the dashboard have in common.
import type { Finding, FindingEntry, Job, Problem, State, TestResult } from '../../backend/contract';
import { fakeBackend, type Fake, type FakeOptions } from '../../backend/fake';
import { ago, sampleTest, users } from '../../backend/fake/company';
import { sampleJob, sampleProblem } from '../../backend/fake/jobs';
import DashboardView from './DashboardView.svelte';

export const problem = sampleProblem;

export const job = (more: Partial<Job>) => sampleJob({ started: ago(2), ended: ago(1), ...more });

export const people = users(40);
const entry = (text: string, user?: (typeof people)[number]): FindingEntry => ({
  text,
  kind: user ? 'user' : 'group',
  key: user?.externalId ?? 'g1',
  called: user?.name ?? '',
});
const finding = (guard: string, allowance: string, text: string, entries: FindingEntry[]): Finding => ({
  guard,
  text,
  count: entries.length,
  total: entries.length,
  entries,
  allowance,
  limit: { removals: 12, memberships: 24 }[guard] ?? 0,
  used: 0,
  of: 118,
  removed: 0,
  revoked: 0,
  staged: false,
  why: '',
  seats: null,
});
export const removals = finding(
  'removals',
  'allowRemovals',
  '40 members would lose access, and sync.maxRemovals allows 12',
  people.map((user) =>
    entry(`${user.email} (${user.externalId}), no longer in the directory or the filter`, user),
  ),
);
export const memberships = finding(
  'memberships',
  'allowMemberships',
  '61 of 118 group memberships would go, and 24 are allowed at once: check the member attribute and the group filter',
  ['Backend: 17 memberships of 17', 'Finance: 14 memberships of 14', 'Sales: 30 memberships of 33'].map(
    (text) => entry(text),
  ),
);
export const first = finding(
  'first-sync',
  'allowFirst',
  'this is the first sync into this organization: 40 new members would be invited',
  people.map((user) => entry(user.email, user)),
);
export const stopped = (findings: Finding[]) =>
  job({
    state: 'stopped',
    error: problem({ code: 'guard', message: findings.map((f) => f.text).join('\n'), findings }),
  });

export const failed = (more: Partial<Problem>, state = 'failed') => job({ state, error: problem(more) });

/**
 * of is the view on a backend, which may be made different before. Where the
 * result of a test does not matter there is none: it is long.
 */
export function of(options: FakeOptions = {}, change: (fake: Fake) => void = () => undefined) {
  const state = { test: null, ...options.state };
  const backend = fakeBackend({ ...options, state });
  change(backend);
  return { of: DashboardView, backend };
}

/** result changes the result of the last test. */
export const result = (more: Partial<TestResult>) => (fake: Fake) => {
  const before = fake.testResult;
  fake.testResult = async () => {
    const found = await before();
    return found && { ...found, ...more };
  };
};

/** A test that shows what a sync would do. */
export const testIs = (more: Partial<NonNullable<State['test']>> = {}) => ({
  test: { ...sampleTest, ...more },
});
export const tested = testIs();

/** Nothing to do: what the result counts then. */
export const nothing: Partial<TestResult> = {
  changes: 0,
  joins: 0,
  leaves: 0,
  counts: {
    joins: 0,
    leaves: 0,
    removed: 0,
    revoked: 0,
    changes: 0,
    groups: 0,
    groupsNew: 0,
    groupsGone: 0,
    leftOut: 0,
    byHand: 0,
    enabled: 113,
    disabled: 3,
    deleted: 2,
    inGroups: 8,
  },
};

/** Where nothing was synced yet. */
export const fresh = { lastUsers: '', lastGroups: '', members: 0, groups: 0, lastRun: null, test: null };
