import type { Backend, User } from '../contract';
import { ago, sampleGroups, sampleLog, points, runs, users, type SampleGroup } from './company';
import { sampleDone, sampleDrift, sampleWarnings } from './plan';

/** paged is what Go does with lists: search in texts, then one page. */
export function paged<Item>(
  items: Item[],
  q: { search?: string; offset: number; limit: number },
  text: (item: Item) => string,
) {
  const search = (q.search ?? '').toLowerCase();
  const matching = items.filter((item) => text(item).toLowerCase().includes(search));
  return { total: matching.length, items: matching.slice(q.offset, q.offset + q.limit) };
}

const userText = (user: User) => `${user.email} ${user.name} ${user.externalId}`;
const plainGroup = ({ externalId, name, members, direct, nested }: SampleGroup) => ({
  externalId,
  name,
  members,
  direct,
  nested,
});

/** The parts of a fake Backend that only read lists. */
export type Lists = Pick<
  Backend,
  'testUsers' | 'testGroups' | 'testGroup' | 'history' | 'historyRun' | 'counts' | 'logs'
>;

/** lists makes them for a company of that many users. */
export function lists(userCount: number): Lists {
  const all = users(userCount);
  const ofList: Record<string, User[]> = {
    enabled: all.slice(0, Math.max(0, userCount - 5)),
    disabled: all.slice(-5, -2),
    deleted: all.slice(-2),
  };
  const inner = new Set(sampleGroups.flatMap((group) => group.children));
  const history = runs(60);
  return {
    testUsers: async (q) => paged(ofList[q.list] ?? [], q, userText),
    testGroups: async (q) =>
      paged(
        sampleGroups.filter((group) => !q.roots || !inner.has(group.externalId)).map(plainGroup),
        q,
        (group) => group.name,
      ),
    testGroup: async (q) => {
      const found = sampleGroups.find((group) => group.externalId === q.externalId) ?? sampleGroups[0];
      if (!found) throw new Error('no groups');
      const count = q.direct ? found.direct : found.members;
      return {
        nested: sampleGroups.filter((group) => found.children.includes(group.externalId)).map(plainGroup),
        ...paged(all.slice(found.from, found.from + count), q, userText),
      };
    },
    history: async (q) =>
      paged(
        history.filter((run) => q.result === '' || run.result === q.result),
        q,
        (run) => run.id,
      ),
    historyRun: async (q) => {
      const run = history.find((other) => other.id === q.id) ?? history[0];
      if (!run) throw new Error('no runs');
      const changes = paged(sampleDone, q, (change) => change.ref.name + change.ref.id);
      const warnings = paged(sampleWarnings, q, (warning) => warning.entry + warning.text);
      const drift = paged(sampleDrift, q, (item) => item.ref.name);
      return {
        run,
        missingGroups: [],
        postponed: null,
        changesTotal: changes.total,
        changes: changes.items,
        warningsTotal: warnings.total,
        warnings: warnings.items,
        driftTotal: drift.total,
        drift: drift.items,
      };
    },
    counts: async (q) =>
      points(120).filter((point) => q.since === '' || point.time * 1000 >= Date.parse(q.since)),
    logs: async (q) => {
      const order = ['debug', 'info', 'warn', 'error'];
      return sampleLog
        .filter((line) => order.indexOf(line.level.toLowerCase()) >= order.indexOf(q.level))
        .filter((line) => JSON.stringify(line).toLowerCase().includes(q.search.toLowerCase()))
        .filter((line) => line.time < (q.before || ago(0)))
        .slice(0, q.limit);
    },
  };
}
