import type { Draft, Job, Setting } from '../../backend/contract';
import { BackendError } from '../../backend/error';
import { ago } from '../../backend/fake/company';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { at } from './story';

const checked: Job = {
  id: 'check-1',
  kind: 'check',
  profile: 'default',
  state: 'failed',
  automatic: false,
  started: ago(1),
  ended: ago(1),
  stage: '',
  done: 0,
  total: 0,
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
  filter: null,
  runId: '',
  error: { code: 'directory', message: 'wrong password', hint: '', field: '', fields: [], findings: [] },
};

/** environment gives some settings, which can't be changed here then. */
function environment(list: Setting[]): Setting[] {
  const given = ['ldap.hostname', 'ldap.encryption', 'ldap.activeDirectory', 'ldap.password', 'ldap.port'];
  return list.map((s) => (given.includes(s.key) ? { ...s, origin: 'environment' } : s));
}

const refuse = async (d: Draft) => {
  throw new BackendError({ code: 'database', message: `disk full (${Object.keys(d.set).length})` });
};

export default {
  component: ViewFrame,
  variants: {
    window: () => at('directory', { window: true }),
    environment: () =>
      at('directory', {}, (backend) => ({ settings: async () => environment(await backend.settings()) })),
    checked: () => at('directory', { state: { jobs: [checked] } }),
    checking: () =>
      at('directory', {
        state: {
          jobs: [{ ...checked, state: 'running', ended: '', error: null, steps: checked.steps.slice(0, 1) }],
        },
      }),
    diskFull: () => at('sync', {}, () => ({ saveSettings: refuse })),
    loading: () => at('directory', {}, () => ({ settings: () => new Promise<Setting[]>(() => undefined) })),
    failed: () =>
      at('directory', {
        fail: { settings: new BackendError({ code: 'database', message: 'the database is damaged' }) },
      }),
  },
} satisfies Story;
