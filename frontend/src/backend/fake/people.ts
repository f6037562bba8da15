// One person of the sample company, and one group.
import type { Backend, Explained, Found, Ref, State, StoryEvent } from '../contract';
import { BackendError } from '../error';
import { ago, sampleGroups, users } from './company';
import type { Jobs } from './jobs';
import { paged } from './lists';
import { changeOf, groupRef, refOf, sampleDrift } from './plan';

/** event makes one of a story. */
function event(more: Partial<StoryEvent>): StoryEvent {
  return {
    run: '1000',
    at: ago(16),
    what: 'join',
    id: '',
    name: '',
    other: null,
    before: '',
    after: '',
    reason: { code: '', params: {} },
    unchecked: false,
    invited: false,
    code: '',
    text: '',
    runs: 0,
    lastRun: '',
    ...more,
  };
}

/** The story of a person, newest first. */
export const sampleStory: StoryEvent[] = [
  event({ what: 'join', other: groupRef(2) }),
  event({
    what: 'update',
    at: ago(4000),
    run: '998',
    before: 'ada@example.com',
    after: refOf(0).name,
    reason: { code: 'email-changed', params: { old: 'ada@example.com' } },
  }),
  event({
    what: 'warning',
    at: ago(5000),
    run: '997',
    text: 'user CN=Ada,DC=x is held: it has no email',
    runs: 3,
    lastRun: '998',
  }),
  event({
    what: 'invite',
    at: ago(90_000),
    run: '990',
    name: 'ada@example.com',
    reason: { code: 'new', params: {} },
  }),
];

const stepsOf = (ref: Ref): Explained['steps'] => [
  { name: 'read', outcome: 'passed', reason: { code: '', params: {} } },
  {
    name: 'recognize',
    outcome: 'passed',
    reason: { code: 'known-by-external-id', params: { id: ref.id } },
  },
  { name: 'filter', outcome: 'passed', reason: { code: '', params: {} } },
  { name: 'organization', outcome: 'passed', reason: { code: 'is-member', params: { email: ref.name } } },
];

/** explainedPerson is what the page of a person shows. */
export function explainedPerson(more: Partial<Explained> = {}): Explained {
  const ref = refOf(0);
  return {
    jobId: 'explain-1',
    who: ref.key,
    matches: [],
    cached: true,
    offboards: 'revoke',
    read: ago(1),
    looked: true,
    kind: 'user',
    ref,
    name: 'Ada Lovelace',
    reference: ref.id,
    fate: 'member',
    gone: null,
    steps: stepsOf(ref),
    entry: {
      reference: ref.id,
      externalId: ref.id,
      stableId: '5f2d9c1e-8f3a-4c51-9d0b-6a7f2e1b3c4d',
      email: ref.name,
      name: 'Ada Lovelace',
      disabled: false,
      deleted: false,
      outside: false,
      expires: '',
    },
    located: [],
    holds: null,
    had: {
      name: ref.name,
      wanted: '',
      members: 0,
      inFlight: false,
      revoked: false,
      removedByHand: false,
      beforeClear: false,
    },
    has: {
      name: ref.name,
      externalId: ref.id,
      status: 'confirmed',
      role: 'user',
      collectionsTotal: 0,
      collections: [],
    },
    would: {
      changes: [
        changeOf({
          ref,
          action: 'update',
          what: 'user-changed',
          before: 'ada@example.com',
          after: ref.name,
          reason: { code: 'email-changed', params: { old: 'ada@example.com' } },
        }),
      ],
      joins: [groupRef(6)],
      joinsTotal: 1,
      leaves: [groupRef(3, 'changed')],
      leavesTotal: 1,
      stops: [],
    },
    actions: ['sync', 'offboard'],
    groupsTotal: 3,
    membersTotal: 0,
    eventsTotal: sampleStory.length,
    earlierRuns: 0,
    drift: [],
    warnings: [],
    conflict: false,
    ...more,
  };
}

/** explainedGroup is what the page of a group shows. */
export function explainedGroup(): Explained {
  const ref = groupRef(1);
  return explainedPerson({
    kind: 'group',
    ref,
    name: '',
    reference: ref.id,
    steps: [
      { name: 'read', outcome: 'passed', reason: { code: '', params: {} } },
      { name: 'organization', outcome: 'passed', reason: { code: 'is-group', params: {} } },
    ],
    entry: {
      reference: ref.id,
      externalId: ref.id,
      stableId: '',
      email: '',
      name: ref.name,
      disabled: false,
      deleted: false,
      outside: false,
      expires: '',
    },
    membersTotal: 40,
    holds: { users: 8, all: 47, listed: 46, nestedTotal: 3, nested: [groupRef(2), groupRef(3), groupRef(4)] },
    has: {
      name: ref.name,
      externalId: ref.id,
      status: '',
      role: '',
      collectionsTotal: 2,
      collections: ['Servers', 'Source code'],
    },
    had: null,
    would: { changes: [], joins: [], joinsTotal: 0, leaves: [], leavesTotal: 0, stops: [] },
    drift: sampleDrift.slice(2, 3),
    actions: [],
  });
}

/** people is the noun of one person or group. */
export function people(state: State, jobs: Jobs, userCount: number): Backend['people'] {
  const all: Found[] = [
    ...users(userCount).map((user) => ({
      kind: 'user',
      ref: { key: user.externalId, id: user.externalId, name: user.email, reason: '' },
      name: user.name,
      reference: '',
    })),
    ...sampleGroups.map((group, at) => ({
      kind: 'group',
      ref: groupRef(at),
      name: '',
      reference: group.externalId,
    })),
  ];
  let asked = { who: '', kind: '', now: false };
  return {
    find: async (q) =>
      paged(all, { ...q, offset: 0 }, (found) => `${found.ref.name} ${found.name} ${found.ref.id}`),
    explain: async (r) => {
      asked = r;
      return jobs.start('explain', {}, () => ({}));
    },
    explained: async (jobId) => {
      if (asked.who === 'nobody') throw new BackendError({ code: 'not-found', message: 'nobody' });
      const of = asked.kind === 'group' ? explainedGroup() : explainedPerson();
      return { ...of, jobId, cached: !asked.now };
    },
    members: async (q) => {
      const inside = users(40).map((user, at) => ({
        ref: refOf(at, at === 3 ? 'not-a-member' : ''),
        called: user.name,
        direct: at % 3 !== 1,
        listed: '',
      }));
      return paged(inside, q, (one) => `${one.ref.name} ${one.called}`);
    },
    groups: async (q) => {
      const memberships = [
        { ref: groupRef(2), path: [groupRef(2)], others: 0, listed: '' },
        { ref: groupRef(1), path: [groupRef(1), groupRef(2)], others: 1, listed: '' },
        {
          ref: groupRef(0, 'group-not-synced'),
          path: [groupRef(0), groupRef(1), groupRef(2)],
          others: 0,
          listed: '',
        },
      ];
      return paged(memberships, q, (one) => one.ref.name);
    },
    events: async (q) => paged(sampleStory, q, (one) => `${one.what} ${one.other?.name ?? ''} ${one.text}`),
    offboard: async (r) =>
      jobs.start('offboard', {}, () => ({
        runId: r.shown ? '1000' : '',
        offboarding: {
          ref: refOf(0),
          action: r.way || 'revoke',
          already: false,
          readAt: state.lastUsers,
          follows: [
            { code: 'directory-has', params: {} },
            { code: 'stays-member', params: {} },
          ],
          shown: 'shown-1',
          done: r.shown !== '',
        },
      })),
  };
}
