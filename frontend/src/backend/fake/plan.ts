// The plan of the sample company: who joins, leaves and changes.
import type { Backend, DriftItem, NamedChange, ReasonCount, Ref, TestResult, Warning } from '../contract';
import { ago, sampleGroups, users } from './company';
import { paged } from './lists';

const people = users(24);

/** refOf names a user of the sample company. */
export function refOf(at: number, reason = ''): Ref {
  const user = people[at % people.length];
  return { key: user?.externalId ?? '', id: user?.externalId ?? '', name: user?.email ?? '', reason };
}

/** groupRef names a group of the sample company. */
export function groupRef(at: number, reason = ''): Ref {
  const group = sampleGroups[at % sampleGroups.length];
  return { key: group?.externalId ?? '', id: group?.externalId ?? '', name: group?.name ?? '', reason };
}

/** changeOf makes a change of the parts that matter. */
export function changeOf(more: Partial<NamedChange> & { ref: Ref }): NamedChange {
  return {
    at: 0,
    what: 'user-added',
    action: 'invite',
    kind: 'user',
    called: '',
    before: '',
    after: '',
    joins: 0,
    leaves: 0,
    members: 0,
    reason: { code: 'new', params: {} },
    unchecked: false,
    ...more,
  };
}

const because = (code: string, params: Record<string, string> = {}) => ({ code, params });
const group = { kind: 'group', reason: because('changed') };

/** The changes of the plan, in the order of the program. */
export const sampleChanges: NamedChange[] = [
  { ref: refOf(1), action: 'remove', what: 'user-removed', reason: because('deleted') },
  { ref: refOf(2), action: 'revoke', what: 'user-revoked', reason: because('disabled') },
  { ref: refOf(3), action: 'restore', what: 'user-restored', reason: because('back') },
  { ref: refOf(4) },
  { ref: refOf(5) },
  { ref: refOf(6), action: 'stage' },
  { ref: refOf(7), action: 'adopt', what: 'user-changed', reason: because('has-email') },
  {
    ref: refOf(8),
    action: 'update',
    what: 'user-changed',
    before: 'hiro@example.com',
    after: refOf(8).name,
    reason: because('email-changed', { old: 'hiro@example.com' }),
  },
  { ...group, ref: groupRef(7), action: 'delete', what: 'group-deleted', leaves: 3, reason: because('left') },
  { ...group, ref: groupRef(2), action: 'update', what: 'group-changed', joins: 2, leaves: 31, members: 17 },
  {
    ...group,
    ref: groupRef(4),
    action: 'update',
    what: 'group-changed',
    before: 'Ops',
    after: 'Operations',
    members: 13,
  },
  { ...group, ref: groupRef(5), action: 'create', what: 'group-added', joins: 4, members: 4 },
].map((change, at) => changeOf({ ...change, at }));

/** What a run did, with people and groups. */
export const sampleDone: NamedChange[] = sampleChanges;

/** What somebody changed in the organization. */
export const sampleDrift: DriftItem[] = [
  drift({ what: 'member-gone', kind: 'user', ref: refOf(9) }),
  drift({ what: 'member-offboarded', kind: 'user', ref: refOf(10) }),
  drift({
    what: 'group-members',
    kind: 'group',
    ref: groupRef(2),
    joined: [{ key: '', id: '', name: 'visitor@example.org', reason: '' }],
    joinedTotal: 1,
    left: [refOf(11), refOf(12)],
    leftTotal: 25,
  }),
  drift({ what: 'unknown-members', count: 3 }),
];

function drift(more: Partial<DriftItem> & { what: string }): DriftItem {
  const none = { key: '', id: '', name: '', reason: '' };
  return {
    kind: '',
    ref: none,
    now: '',
    invited: false,
    joined: [],
    joinedTotal: 0,
    left: [],
    leftTotal: 0,
    count: 0,
    ...more,
  };
}

/** The warnings of the last test. */
export const sampleWarnings: Warning[] = [
  warning(
    'user-left-out',
    'CN=Build Robot,OU=People,DC=example,DC=com',
    'user CN=Build Robot,OU=People,DC=example,DC=com was left out: it has no email',
  ),
  warning(
    'user-left-out',
    'CN=Shared Mailbox,OU=People,DC=example,DC=com',
    'user CN=Shared Mailbox,OU=People,DC=example,DC=com was left out: its email has 271 characters, the server takes 256',
  ),
  warning(
    'email-kept',
    'CN=Hiro Ito,OU=People,DC=example,DC=com',
    "hiro.ito@example.com (CN=Hiro Ito,OU=People,DC=example,DC=com) is the member hiro@example.com in the organization: the server never changes a member's email, change it there or let the person change it",
  ),
];

function warning(code: string, entry: string, text: string): Warning {
  return { code, key: entry, entry, text };
}

const partOf = (change: NamedChange) => {
  if (change.kind === 'group') return 'groups';
  if (['remove', 'revoke'].includes(change.action)) return 'leaves';
  return ['invite', 'stage', 'restore'].includes(change.action) ? 'joins' : 'changes';
};

/** sampleResult is the result of the last test, without its lists. */
export function sampleResult(userCount: number): TestResult {
  return {
    jobId: 'test-1',
    time: ago(2),
    file: '',
    sinceLast: false,
    draft: false,
    plan: 'sha256:1',
    changes: sampleChanges.length,
    joins: 6,
    leaves: 34,
    counts: countsOf('', userCount),
    unlisted: false,
    unseen: false,
    beforeLogin: false,
    blocked: null,
    missing: [{ ref: groupRef(6), members: 14, collections: ['Invoices', 'Payroll'] }],
    missingTotal: 1,
    postponed: null,
    seats: {
      usedBefore: 118,
      usedAfter: 120,
      known: true,
      boughtBefore: 125,
      boughtAfter: 125,
      buys: 0,
      limit: null,
    },
    stop: [],
  };
}

const text = (ref: Ref) => `${ref.name} ${ref.id}`;
const has = (search: string, where: string) => where.toLowerCase().includes(search.toLowerCase());

function countsOf(search: string, userCount: number) {
  const changes = sampleChanges.filter((change) => has(search, text(change.ref)));
  const of = (part: string) => changes.filter((change) => partOf(change) === part).length;
  const all = users(userCount).filter((user) => has(search, `${user.email} ${user.externalId}`)).length;
  const revoked = changes.filter((change) => change.action === 'revoke').length;
  return {
    joins: of('joins'),
    leaves: of('leaves'),
    removed: of('leaves') - revoked,
    revoked,
    changes: of('changes'),
    groups: of('groups'),
    groupsNew: changes.filter((change) => change.kind === 'group' && change.action === 'create').length,
    groupsGone: changes.filter((change) => change.kind === 'group' && change.action === 'delete').length,
    leftOut: sampleWarnings.filter((w) => has(search, w.entry + w.text)).length,
    byHand: sampleDrift.filter((item) => has(search, text(item.ref))).length,
    enabled: Math.max(0, all - 5),
    disabled: Math.min(all, 3),
    deleted: Math.min(all, 2),
    inGroups: sampleGroups.filter((one) => has(search, one.name)).length,
  };
}

function counted<Item>(items: Item[], why: (item: Item) => string): ReasonCount[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(why(item), (counts.get(why(item)) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** plans is the noun of the plan. */
export function plans(userCount: number): Backend['plans'] {
  const why = (change: NamedChange) =>
    change.reason.code && change.reason.code !== 'changed' ? change.reason.code : change.action;
  return {
    changes: async (q) => {
      const all = sampleChanges.filter((change) => partOf(change) === q.part);
      const reasons = counted(all, why);
      const chosen = all.filter((change) => q.reason === '' || why(change) === q.reason);
      return { ...paged(chosen, q, (change) => text(change.ref)), reasons };
    },
    members: async (q) => {
      const change = sampleChanges[q.at];
      const count = change?.[q.side as 'joins' | 'leaves'] ?? 0;
      const reason = q.side === 'leaves' ? 'changed' : '';
      const refs = Array.from({ length: count }, (_, i) => refOf(q.at + i, reason));
      return paged(refs, q, text);
    },
    leftOut: async (q) => {
      const reasons = counted(sampleWarnings, (w) => w.code);
      const chosen = sampleWarnings.filter((w) => q.reason === '' || w.code === q.reason);
      return { ...paged(chosen, q, (w) => w.entry + w.text), reasons };
    },
    byHand: async (q) => {
      const reasons = counted(sampleDrift, (item) => item.what);
      const chosen = sampleDrift.filter((item) => q.reason === '' || item.what === q.reason);
      return { ...paged(chosen, q, (item) => text(item.ref)), reasons };
    },
    counts: async (q) => countsOf(q.search, userCount),
    open: async () => undefined,
    differences: async () => ({ total: 0, items: [] }),
    lastGood: async () => ({
      run: '999',
      time: ago(16),
      users: 118,
      groups: 8,
      usersNow: 78,
      groupsNow: 8,
      settings: ['sync.userFilter'],
    }),
  };
}
