import type { LogLine, State } from '../../backend/contract';
import { fakeBackend, type FakeOptions } from '../../backend/fake';
import { ago, nobody } from '../../backend/fake/company';
import { BackendError } from '../../backend/error';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import MoreView from './MoreView.svelte';

/** A log of that many lines, newest first. */
function manyLines(n: number): LogLine[] {
  const levels = ['debug', 'info', 'info', 'info', 'warn', 'error'];
  return Array.from({ length: n }, (_, i) => ({
    time: ago(i * 3),
    level: levels[(i * 7) % levels.length] ?? 'info',
    message: i % 6 === 5 ? 'sync failed' : 'page read',
    attributes: [
      { key: 'entries', value: String((i * 37) % 1000) },
      { key: 'base_dn', value: 'OU=People,DC=example,DC=com' },
      ...(i % 6 === 5
        ? [{ key: 'error', value: 'ldap: connect dc1.example.com:636: connection refused' }]
        : []),
    ],
  }));
}

function shown(options: FakeOptions & { detail?: string; log?: number } = {}) {
  history.replaceState(null, '', options.detail ? `#more/${options.detail}` : '#more');
  const backend = fakeBackend({
    ...options,
    values: { 'update.url': 'https://example.com/latest.json', ...options.values },
  });
  if (options.log !== undefined) {
    const all = manyLines(options.log);
    backend.logs = async (q) => all.filter((l) => q.before === '' || l.time < q.before).slice(0, q.limit);
  }
  return { of: MoreView, backend };
}

/** waiting is the view while nothing has answered yet. */
function waiting() {
  const made = shown();
  made.backend.logs = async () => new Promise(() => undefined);
  made.backend.settings = async () => new Promise(() => undefined);
  return made;
}

const notices = [
  'Secrets are kept in /home/ada/.local/secrets.age, encrypted with the key in /home/ada/.local/secrets.key, because there is no keyring here (no D-Bus session).',
];
const loggedOut: Partial<State> = {
  account: { ...nobody, server: 'https://vault.example.com' },
  automatic: null,
  configured: false,
  notices,
};

const broken = new BackendError({
  code: 'settings',
  message: '3 settings are not right',
  hint: 'Open Settings and correct what is marked.',
  fields: [
    {
      key: 'ldap.hostnam',
      message: 'line 3: unknown setting: did you mean ldap.hostname?',
      example: '',
      incomplete: false,
      code: '',
      args: [],
    },
    {
      key: 'ldap.port',
      message: 'line 4: "many" is not a whole number',
      example: '636',
      incomplete: false,
      code: '',
      args: [],
    },
    {
      key: 'sync',
      message: 'line 8: is a group of settings',
      example: '',
      incomplete: false,
      code: '',
      args: [],
    },
  ],
});

export default {
  component: ViewFrame,
  variants: {
    ready: () => shown({ state: { notices } }),
    window: () => shown({ window: true }),
    loggedOut: () => shown({ state: loggedOut, log: 0, values: { 'update.check': 'false' } }),
    takeover: () => shown({ detail: 'takeover' }),
    longLog: () => shown({ log: 5200 }),
    failing: () =>
      shown({
        fail: {
          importSettings: broken,
          clearCache: new BackendError({
            code: 'sync-running',
            message: 'process 4711 syncs since 14:00',
            hint: 'Wait until it has ended, or stop it there.',
          }),
          checkUpdate: new BackendError({
            code: 'failed',
            message: 'look for updates at example.com: HTTP 503',
            hint: 'Check update.url.',
          }),
          logs: new BackendError({ code: 'failed', message: 'read the log: permission denied' }),
          settings: new BackendError({
            code: 'database-locked',
            message: 'the database is in use by another process',
          }),
        },
      }),
    loading: waiting,
  },
} satisfies Story;
