import type { Setting } from '../../backend/contract';
import { BackendError } from '../../backend/error';
import { ago } from '../../backend/fake/company';
import { sampleJob } from '../../backend/fake/jobs';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { at } from './story';

const checking = sampleJob({
  id: 'check-1',
  kind: 'check',
  state: 'running',
  started: ago(1),
  draft: true,
  steps: [
    {
      part: 'directory',
      name: 'connect',
      status: 'ok',
      detail: 'dc1.example.com:636, TLS 1.3',
      hint: '',
      nobody: false,
    },
  ],
});

export default {
  component: ViewFrame,
  variants: {
    checking: () => at('directory', { state: { jobs: [checking] } }),
    loading: () => at('directory', {}, () => ({ settings: () => new Promise<Setting[]>(() => undefined) })),
    failed: () =>
      at('directory', {
        fail: { settings: new BackendError({ code: 'database', message: 'the database is damaged' }) },
      }),
  },
} satisfies Story;
