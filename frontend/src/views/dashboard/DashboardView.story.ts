import type { Finding, Job, Problem, TestResult, User } from '../../backend/contract';
import { fakeBackend, type Fake, type FakeOptions } from '../../backend/fake';
import { ago, runs, sampleState, users } from '../../backend/fake/company';
import { BackendError } from '../../backend/error';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import DashboardView from './DashboardView.svelte';

const problem = (more: Partial<Problem>): Problem => ({
  code: 'failed',
  message: '',
  hint: '',
  field: '',
  fields: [],
  findings: [],
  ...more,
});

const job = (more: Partial<Job>): Job => ({
  id: 'sync-1',
  kind: 'sync',
  profile: 'default',
  state: 'done',
  automatic: false,
  started: ago(2),
  ended: ago(1),
  stage: '',
  done: 0,
  total: 0,
  draft: false,
  steps: [],
  filter: null,
  runId: '',
  error: null,
  ...more,
});

const people = users(40);
const finding = (guard: string, allowance: string, text: string, entries: string[]): Finding => ({
  guard,
  text,
  count: entries.length,
  total: entries.length,
  entries,
  allowance,
});
const removals = finding(
  'removals',
  'allowRemovals',
  '40 members would lose access, and sync.maxRemovals allows 12',
  people.map((user) => `${user.email} (${user.externalId}), not in the directory any more`),
);
const memberships = finding(
  'memberships',
  'allowMemberships',
  '61 of 118 group memberships would go, and 24 are allowed at once: check the member attribute and the group filter',
  ['Backend: 17 memberships of 17', 'Finance: 14 memberships of 14', 'Sales: 30 memberships of 33'],
);
const first = finding(
  'first-sync',
  'allowFirst',
  'this is the first sync into this organization: 40 new members would be invited',
  people.map((user) => user.email),
);
const stopped = (findings: Finding[]) =>
  job({
    state: 'stopped',
    error: problem({ code: 'guard', message: findings.map((f) => f.text).join('\n'), findings }),
  });

const failed = (more: Partial<Problem>, state = 'failed') => job({ state, error: problem(more) });

/** of is the view on a backend, which may be made different before. */
function of(options: FakeOptions = {}, change: (fake: Fake) => void = () => undefined) {
  const backend = fakeBackend(options);
  change(backend);
  return { of: DashboardView, backend };
}

/** result changes the result of the last test. */
const result = (more: Partial<TestResult>) => (fake: Fake) => {
  const before = fake.testResult;
  fake.testResult = async () => {
    const found = await before();
    return found && { ...found, ...more };
  };
};

const long = 'Everybody-who-has-ever-been-invited-to-one-of-the-planning-meetings-of-the-steering-committee';
const longUsers: User[] = people.map((user, i) => ({
  ...user,
  email: `${long.toLowerCase().slice(0, 30 + i)}@subsidiary.of.a.very.large.company.example.com`,
  externalId: `CN=${long},OU=${long},DC=example,DC=com ${i}`,
}));

const fresh = { lastUsers: '', lastGroups: '', members: 0, groups: 0, lastRun: null, tested: false };
const automatic = sampleState().automatic;
const settings = problem({
  code: 'settings',
  message: 'ldap.hostname is missing',
  hint: 'Open Settings and correct what is marked.',
  field: 'ldap.hostname',
  fields: [
    { key: 'ldap.hostname', message: 'is missing', example: 'dc1.example.com' },
    { key: 'ldap.rootPath', message: 'is missing', example: 'DC=example,DC=com' },
  ],
});

export default {
  component: ViewFrame,
  variants: {
    ready: () => of(),
    fresh: () => of({ state: { ...fresh, automatic: null } }),
    notSetUp: () => of({ state: { ...fresh, automatic: null, configured: false, notReady: settings } }),
    notLoggedIn: () =>
      of({
        state: {
          ...fresh,
          automatic: null,
          notReady: problem({ code: 'not-logged-in', message: 'nobody is logged in' }),
        },
      }),
    testing: () =>
      of({
        state: {
          jobs: [
            job({
              kind: 'test',
              state: 'running',
              ended: '',
              stage: 'read users',
              done: 31_250,
              total: 50_000,
            }),
          ],
        },
      }),
    automatic: () =>
      of({
        state: {
          automatic: automatic && { ...automatic, state: 'running', failures: 3 },
          jobs: [job({ state: 'running', automatic: true, ended: '', stage: 'members' })],
        },
      }),
    elsewhere: () =>
      of({
        state: {
          automatic: automatic && { ...automatic, here: false, pid: 2201 },
          elsewhere: { pid: 2201, since: ago(3), what: 'automatic sync' },
        },
      }),
    ended: () =>
      of({
        state: {
          automatic: automatic && {
            ...automatic,
            state: 'stopped',
            error: problem({
              code: 'auth',
              message: 'the server does not know this API key',
              hint: 'Check the API key and the address of the server, and log in again.',
            }),
          },
        },
      }),
    synced: () => of({ state: { jobs: [job({ runId: '1000' })], lastRun: runs(1)[0] ?? null } }),
    guard: () => of({ state: { jobs: [stopped([removals, memberships])] } }),
    guardFinal: () =>
      of({
        state: {
          jobs: [stopped([{ ...first, guard: 'nobody-left', entries: [], total: 0, allowance: '' }])],
        },
      }),
    firstSync: () =>
      of(
        { state: { ...fresh, automatic: null, tested: true, jobs: [stopped([first])] } },
        result({ stop: [first], added: 40 }),
      ),
    conflict: () =>
      of({
        state: {
          jobs: [
            failed(
              {
                code: 'conflict',
                message: `2 emails or external ids are used by more than one entry:\n  email ada@example.com: ${people[0]?.externalId} | ${people[1]?.externalId}\n  email bo@example.com: ${people[2]?.externalId} | ${people[3]?.externalId}`,
                hint: 'Give each entry its own email in the directory, narrow the filter in Settings, or choose there to leave out duplicate emails.',
              },
              'stopped',
            ),
          ],
        },
      }),
    identity: () =>
      of({
        state: {
          jobs: [
            failed(
              {
                code: 'cache-identity',
                message:
                  'the sync cache belongs to another configuration: host was "dc1.example.com" and is "dc9.example.com"',
                hint: 'If this change is meant, press Clear Sync Cache on the page More, and look at a test before the next sync.',
              },
              'stopped',
            ),
          ],
        },
      }),
    unknown: () =>
      of({
        state: {
          jobs: [
            failed({
              code: 'outcome-unknown',
              message: 'import members: the connection was lost before the answer came',
              hint: 'The next sync looks at the organization and sends everything.',
            }),
          ],
        },
      }),
    cancelled: () =>
      of({
        state: {
          jobs: [
            failed(
              { code: 'cancelled', message: 'cancelled', hint: 'What the server accepted before is kept.' },
              'cancelled',
            ),
          ],
        },
      }),
    tested: () =>
      of(
        { state: { jobs: [job({ kind: 'test', draft: true })] } },
        result({
          draft: true,
          sinceLast: true,
          stop: [removals, memberships],
          removals: 40,
          missingGroups: ['Contractors 2024', 'Interns'],
        }),
      ),
    long: () =>
      of({ users: 50_000 }, (fake) => {
        fake.testUsers = async (q) => ({ total: 50_000, items: longUsers.slice(0, q.limit) });
      }),
    loading: () =>
      of({}, (fake) => {
        fake.testResult = () => new Promise(() => undefined);
      }),
    failed: () =>
      of({
        fail: {
          testResult: new BackendError({ code: 'offline', message: 'the program does not answer' }),
          sync: new BackendError({
            code: 'sync-running',
            message: 'profile "default": something else runs: an automatic sync runs',
            hint: 'Wait until it has ended, or stop the automatic sync.',
          }),
        },
      }),
  },
} satisfies Story;
