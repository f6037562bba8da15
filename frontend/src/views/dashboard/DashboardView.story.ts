import type { Difference, User } from '../../backend/contract';
import { BackendError } from '../../backend/error';
import { ago, runs, sampleState } from '../../backend/fake/company';
import { groupRef, refOf, sampleChanges } from '../../backend/fake/plan';
import { service } from '../../backend/fake/unattended';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import {
  fresh,
  job,
  memberships,
  nothing,
  of,
  people,
  problem,
  removals,
  result,
  tested,
  testIs,
} from './stories';

const long = 'Everybody-who-has-ever-been-invited-to-one-of-the-planning-meetings-of-the-steering-committee';
const longUsers: User[] = people.map((user, i) => ({
  ...user,
  email: `${long.toLowerCase().slice(0, 30 + i)}@subsidiary.of.a.very.large.company.example.com`,
  externalId: `CN=${long},OU=${long},DC=example,DC=com ${i}`,
}));

const none = { plannedJoins: [], plannedLeaves: [], nowJoins: [], nowLeaves: [] };
const differences: Difference[] = [
  { ...none, planned: sampleChanges[3] ?? null, now: null },
  { ...none, planned: null, now: sampleChanges[0] ?? null },
  {
    ...none,
    planned: sampleChanges[9] ?? null,
    now: { ...(sampleChanges[9] ?? ({} as never)), ref: groupRef(2), leaves: 30 },
    plannedLeaves: [refOf(1)],
    nowJoins: [refOf(2)],
  },
];

const automatic = sampleState().automatic;
const settings = problem({
  code: 'settings',
  message: 'ldap.hostname is missing',
  hint: 'Open Settings and correct what is marked.',
  field: 'ldap.hostname',
  fields: [
    {
      key: 'ldap.hostname',
      message: 'is missing',
      example: 'dc1.example.com',
      incomplete: true,
      code: '',
      args: [],
    },
    {
      key: 'ldap.rootPath',
      message: 'is missing',
      example: 'DC=example,DC=com',
      incomplete: true,
      code: '',
      args: [],
    },
  ],
});

export default {
  component: ViewFrame,
  variants: {
    ready: () => of({ state: { ...tested } }),
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
          automatic: automatic && { ...automatic, own: false, pid: 2201 },
          holder: { pid: 2201, since: ago(3), what: 'automatic sync' },
        },
      }),
    served: () =>
      of({ state: { automatic: automatic && { ...automatic, own: false, pid: 2201 } } }, (fake) => {
        fake.unattended.background = async () => service;
      }),
    serviceFailed: () =>
      of({ state: { ...tested } }, (fake) => {
        fake.unattended.background = async () => ({ ...service, state: 'failed', exit: 4, boot: false });
      }),
    ended: () =>
      of({
        state: {
          automatic: automatic && {
            ...automatic,
            state: 'stopped',
            error: problem({
              code: 'auth',
              message: 'log-in refused by the server',
              hint: 'Check the API key and the address of the server, and log in again.',
            }),
          },
        },
      }),
    synced: () => of({ state: { jobs: [job({ runId: '1000' })], lastRun: runs(1)[0] ?? null } }),
    tested: () =>
      of(
        { state: { ...testIs({ draft: true, applies: false }), jobs: [job({ kind: 'test', draft: true })] } },
        result({
          draft: true,
          sinceLast: true,
          stop: [removals, memberships],
        }),
      ),
    outdated: () => of({ state: testIs({ outdated: 'sync', applies: false }) }, result({ stop: [removals] })),
    applied: () => of({ state: testIs({ outdated: 'applied', applies: false }) }),
    stops: () => of({ state: tested }, result({ stop: [removals, memberships] })),
    postponed: () =>
      of(
        { state: tested },
        result({ postponed: { until: ago(-240), total: 2, changes: sampleChanges.slice(0, 2) } }),
      ),
    nothing: () => of({ state: tested }, result(nothing)),
    file: () => of({ state: tested }, result({ file: 'friday.json', seats: null })),
    differs: () =>
      of(
        {
          state: {
            ...tested,
            jobs: [
              job({
                state: 'stopped',
                planned: true,
                runId: '1000',
                error: problem({ code: 'plan', message: 'the plan no longer holds, so nothing was sent' }),
              }),
            ],
          },
        },
        (fake) => {
          fake.plans.differences = async () => ({ total: differences.length, items: differences });
        },
      ),
    long: () =>
      of({ users: 50_000, state: { ...tested } }, (fake) => {
        fake.testUsers = async (q) => ({ total: 50_000, items: longUsers.slice(0, q.limit) });
      }),
    loading: () =>
      of({ state: { ...tested } }, (fake) => {
        fake.testResult = () => new Promise(() => undefined);
      }),
    failed: () =>
      of({
        state: { ...tested },
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
