import type { Run } from '../../backend/contract';
import { fakeBackend, type FakeOptions } from '../../backend/fake';
import { runs, users } from '../../backend/fake/company';
import { BackendError } from '../../backend/error';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import HistoryView from './HistoryView.svelte';

const sample = runs(1)[0] as Run;

/** shown makes the view, at a run where one is named. */
function shown(options: FakeOptions & { detail?: string; run?: Partial<Run> } = {}) {
  history.replaceState(null, '', options.detail ? `#history/${options.detail}` : '#history');
  const backend = fakeBackend(options);
  const ask = backend.historyRun;
  backend.historyRun = async (q) => {
    const details = await ask(q);
    const run = { ...details.run, ...options.run };
    const missingGroups = options.run?.completeRead ? ['Contractors', 'Interns 2024'] : [];
    const changes = run.result === 'done' ? details : { ...details, changes: [], changesTotal: 0 };
    return { ...changes, run, missingGroups };
  };
  return { of: HistoryView, backend };
}

/** nothing is the view before the first sync. */
function nothing() {
  const made = shown({ state: { lastRun: null, lastUsers: '', lastGroups: '' } });
  made.backend.history = async () => ({ total: 0, items: [] });
  made.backend.counts = async () => [];
  return made;
}

/** once is the view after the first sync. */
function once() {
  const made = shown();
  made.backend.history = async () => ({ total: 1, items: [sample] });
  made.backend.counts = async () => [
    {
      time: Date.parse(sample.start) / 1000,
      users: 118,
      groups: 8,
      added: 126,
      changed: 0,
      removed: 0,
      revoked: 0,
    },
  ];
  return made;
}

/** waiting is the view while nothing has answered yet. */
function waiting() {
  const made = shown();
  made.backend.history = async () => new Promise(() => undefined);
  made.backend.counts = async () => new Promise(() => undefined);
  return made;
}

const locked = new BackendError({
  code: 'database-locked',
  message: 'the database is in use by another process',
  hintCode: 'database-locked',
});

export default {
  component: ViewFrame,
  variants: {
    list: () => shown(),
    empty: nothing,
    once,
    loading: waiting,
    failed: () => shown({ fail: { history: locked, counts: locked } }),
    run: () => shown({ detail: '1000', run: { completeRead: true } }),
    runFailed: () =>
      shown({
        detail: '997',
        run: { counts: { ...sample.counts, requests: 0, users: 0, groups: 0, warnings: 0 } },
      }),
    runStopped: () =>
      shown({
        detail: '993',
        run: {
          result: 'stopped',
          error: {
            code: 'guard',
            message: '250 of 300 members would be removed; the limit is 10%',
            hint: 'Look at the list, and at a test. If this is meant, allow exactly this once.',
            hintCode: '',
            field: '',
            fields: [],
            findings: [
              {
                guard: 'removals',
                text: '250 of 300 members would be removed; the limit is 10%',
                count: 250,
                total: 250,
                entries: users(200).map(({ email, externalId, name }) => ({
                  text: email,
                  kind: 'user',
                  key: externalId,
                  called: name,
                })),
                allowance: 'allowRemovals',
                limit: 5,
                used: 0,
                of: 0,
                removed: 0,
                revoked: 0,
                staged: false,
                why: '',
                seats: null,
              },
            ],
          },
        },
      }),
  },
} satisfies Story;
