import type { Backend, Draft, State } from '../contract';
import { sampleGroups } from './company';
import type { Jobs } from './jobs';
import { sampleResult } from './plan';

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
            nobody: false,
          },
          { part: 'directory', name: 'Log in', status: 'ok', detail: 'as CN=bwdc', hint: '', nobody: false },
          {
            part: 'directory',
            name: 'Find users',
            status: 'ok',
            detail: 'OU=People: at least 1',
            hint: '',
            nobody: false,
          },
          {
            part: 'organization',
            name: 'Log in',
            status: 'warning',
            detail: 'the key is 400 days old',
            hint: 'Rotate it.',
            nobody: false,
          },
        ],
      })),
    test: async (r) =>
      jobs.start('test', { draft: isDraft(r.draft) }, () => {
        const draft = isDraft(r.draft);
        const read = { people: 113, groups: 8 };
        state.test = {
          plan: 'sha256:1',
          file: '',
          draft,
          outdated: '',
          run: '',
          at: '',
          read,
          applies: !draft,
        };
        return {};
      }),
    sync: async (r) =>
      jobs.start('sync', { planned: r.plan !== '', only: r.only }, () => ({ runId: '1000' })),
    tryFilter: async (r) =>
      jobs.start('filter', { draft: isDraft(r.draft) }, () => ({
        filter: {
          users: {
            matched: 96,
            total: 118,
            first: ['Ada Ackermann', 'Björn Baker', 'Chiara Costa'],
            unmatched: ['typo@example.com'],
            unmatchedTotal: 1,
          },
          groups: {
            matched: 8,
            total: -1,
            first: sampleGroups.map((group) => group.name),
            unmatched: [],
            unmatchedTotal: 0,
          },
        },
      })),
    cancel: async (id) => jobs.cancel(id),
    testResult: async () => (state.test ? sampleResult(users) : null),
  };
}

function isDraft(d: Draft): boolean {
  return Object.keys(d.set).length + d.unset.length + Object.keys(d.secrets).length + d.forget.length > 0;
}
