import type { Setting } from '../../backend/contract';
import { BackendError } from '../../backend/error';
import { ago } from '../../backend/fake/company';
import { sampleJob, sampleProblem } from '../../backend/fake/jobs';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { at } from './story';

const checked = sampleJob({
  id: 'check-1',
  kind: 'check',
  state: 'failed',
  started: ago(1),
  ended: ago(1),
  draft: true,
  steps: [
    { part: 'directory', name: 'connect', status: 'ok', detail: 'dc1.example.com:636, TLS 1.3', hint: '' },
    {
      part: 'directory',
      name: 'log in',
      status: 'failed',
      detail: 'CN=bwdc,OU=Service,DC=example,DC=com: wrong password (data 52e)',
      hint: 'Enter the password of this account again.',
    },
    { part: 'organization', name: 'log in', status: 'ok', detail: 'organization Example Ltd', hint: '' },
    { part: 'organization', name: 'members', status: 'warning', detail: 'no member list', hint: '' },
  ],
  error: sampleProblem({ code: 'directory', message: 'wrong password' }),
});

export default {
  component: ViewFrame,
  variants: {
    checked: () => at('directory', { state: { jobs: [checked] } }),
    checking: () =>
      at('directory', {
        state: {
          jobs: [{ ...checked, state: 'running', ended: '', error: null, steps: checked.steps.slice(0, 1) }],
        },
      }),
    loading: () => at('directory', {}, () => ({ settings: () => new Promise<Setting[]>(() => undefined) })),
    failed: () =>
      at('directory', {
        fail: { settings: new BackendError({ code: 'database', message: 'the database is damaged' }) },
      }),
  },
} satisfies Story;
