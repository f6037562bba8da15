import type { Backend, Draft, State } from '../contract';
import { sampleGroups, sampleWarnings } from './company';
import type { Jobs } from './jobs';

type Methods = 'check' | 'test' | 'sync' | 'tryFilter' | 'cancel' | 'testResult';

/** work is what takes a while, and the result of the last test. */
export function work(state: State, jobs: Jobs, users: number): Pick<Backend, Methods> {
  return {
    check: async (r) =>
      jobs.start('check', { draft: isDraft(r.draft) }, () => ({
        steps: [
          {
            part: 'directory',
            name: 'Connect to dc1.example.com:636',
            status: 'ok',
            detail: 'TLS 1.3, 12 ms',
            hint: '',
          },
          { part: 'directory', name: 'Log in', status: 'ok', detail: 'as CN=bwdc', hint: '' },
          { part: 'directory', name: 'Find users', status: 'ok', detail: 'OU=People: at least 1', hint: '' },
          {
            part: 'organization',
            name: 'Log in',
            status: 'warning',
            detail: 'the key is 400 days old',
            hint: 'Rotate it.',
          },
        ],
      })),
    test: async (r) =>
      jobs.start('test', { draft: isDraft(r.draft) }, () => {
        state.test = { draft: isDraft(r.draft), outdated: '' };
        return {};
      }),
    sync: async () => jobs.start('sync', {}, () => ({ runId: '1000' })),
    tryFilter: async (r) =>
      jobs.start('filter', { draft: isDraft(r.draft) }, () => ({
        filter: {
          users: { matched: 96, total: 118, first: ['Ada Ackermann', 'Björn Baker', 'Chiara Costa'] },
          groups: { matched: 8, total: -1, first: sampleGroups.map((group) => group.name) },
        },
      })),
    cancel: async (id) => jobs.cancel(id),
    testResult: async () =>
      state.test
        ? {
            jobId: 'test-1',
            time: state.lastUsers,
            sinceLast: false,
            draft: false,
            enabled: users - 5,
            disabled: 3,
            deleted: 2,
            groups: sampleGroups.length,
            warnings: sampleWarnings.length,
            removals: 2,
            leftOut: 2,
            held: 1,
            added: 4,
            changed: 2,
            groupsChanged: 1,
            revoked: 0,
            restored: 0,
            unlisted: false,
            missingGroups: [],
            stop: [],
          }
        : null,
  };
}

function isDraft(d: Draft): boolean {
  return Object.keys(d.set).length + d.unset.length + Object.keys(d.secrets).length + d.forget.length > 0;
}
