import type { Backend, Draft, FieldProblem, Setting, State, WindowBackend } from '../contract';
import { BackendError } from '../error';
import { sampleGroups, sampleState, sampleWarnings } from './company';
import { Jobs } from './jobs';
import { lists } from './lists';
import sampleSettings from './settings.json';

/** What a story or a test wants to be different from the sample company. */
export interface FakeOptions {
  /** Parts of the state. */
  state?: Partial<State>;
  /** Methods that fail, with what they reject with. */
  fail?: Partial<Record<keyof Backend, BackendError>>;
  /** Values of settings. */
  values?: Record<string, string>;
  users?: number;
  /** Milliseconds that each step of a job takes. */
  tick?: number;
  /** Milliseconds that each call takes. */
  delay?: number;
  /** As in the desktop window. */
  window?: boolean;
}

/** Fake is a Backend in memory that also lets stories emit events. */
export interface Fake extends Backend {
  readonly jobs: Jobs;
  /** What State answers; change it, then emit "state". */
  readonly is: State;
}

/** fakeBackend makes the sample company; everything works on it, nothing leaves the page. */
export function fakeBackend(options: FakeOptions = {}): Fake {
  const state: State = { ...sampleState(), ...options.state };
  const settings = structuredClone(sampleSettings) as Setting[];
  for (const [key, value] of Object.entries(options.values ?? {})) change(settings, key, value, 'set');
  const jobs = new Jobs(state, options.tick ?? 150);
  const tell = () => jobs.emit('state');
  const saved: string[] = [];

  const fake: Fake = {
    jobs,
    is: state,
    on: (name, fn) => jobs.on(name, fn),
    state: async () => structuredClone(state),
    login: async (r) => {
      if (!r.clientId.startsWith('organization.')) {
        throw new BackendError({
          code: 'auth',
          message: 'the server knows no such API key',
          hint: 'Copy client id and secret once more: Admin Console, Settings, Organization info, View API key.',
          field: 'clientId',
        });
      }
      state.account = { ...state.account, loggedIn: true, clientId: r.clientId };
      state.notReady = null;
      tell();
    },
    logout: async () => {
      state.account = { ...state.account, loggedIn: false, clientId: '' };
      tell();
    },
    useProfile: async (name) => {
      state.profile = name;
      tell();
    },
    createProfile: async (name) => {
      state.profiles = [
        ...state.profiles,
        { name, directory: 'ldap', organization: '', server: '', automatic: false },
      ];
      state.profile = name;
      tell();
    },
    renameProfile: async (r) => {
      state.profiles = state.profiles.map((p) => (p.name === r.from ? { ...p, name: r.to } : p));
      if (state.profile === r.from) state.profile = r.to;
      tell();
    },
    deleteProfile: async (name) => {
      state.profiles = state.profiles.filter((p) => p.name !== name);
      state.profile = state.profiles[0]?.name ?? 'default';
      tell();
    },
    settings: async () => structuredClone(settings),
    validate: async (d) => wrong(settings, d),
    saveSettings: async (d) => save(settings, d, tell),
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
    startAutomatic: async () => {
      state.automatic = { ...(sampleState().automatic as NonNullable<State['automatic']>) };
      tell();
    },
    stopAutomatic: async () => {
      state.automatic = null;
      tell();
    },
    clearCache: async () => {
      Object.assign(state, { lastUsers: '', lastGroups: '', members: 0, groups: 0 });
      tell();
    },
    testResult: async () =>
      state.test
        ? {
            jobId: 'test-1',
            time: state.lastUsers,
            sinceLast: false,
            draft: false,
            enabled: (options.users ?? 118) - 5,
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
            missingGroups: [],
            stop: [],
          }
        : null,
    ...lists(options.users ?? 118),
    checkUpdate: async () => ({
      current: state.version,
      newest: '1.1.0',
      url: 'https://example.com/releases/1.1.0',
      newer: true,
    }),
    exportSettings: async (r) => ({
      name: `settings.${r.format}`,
      type: 'text/plain',
      content: 'version: 1\n',
    }),
    importSettings: async () => ['ldap.hostname', 'ldap.rootPath'],
    findTakeover: async () => '/home/ada/.config/Bitwarden Directory Connector/data.json',
    takeOver: async (r) => ({
      path: '/home/ada/.config/Bitwarden Directory Connector/data.json',
      taken: [{ key: 'ldap.hostname', old: 'directory.ldap.hostname', value: 'dc1.example.com', reason: '' }],
      skipped: [{ key: '', old: 'window.x', value: '', reason: 'belongs to the old window' }],
      secrets: ['ldap.password'],
      missingSecrets: ['server.clientSecret'],
      differences: ['removeMissing is off, as it was there'],
      notes: [r.dryRun ? 'nothing was changed' : 'the settings were taken over'],
      organizationId: 'Example Ltd',
      loggedIn: false,
    }),
    saveDownload: async (r) => `/home/ada/Downloads/${r.what}.${r.format}`,
    saveFile: async (f) => `/home/ada/Downloads/${f.name}`,
    openLink: async (url) => void saved.push(url),
    ...(options.window ? { window: fakeWindow() } : {}),
  };
  return troubled(fake, options);
}

function fakeWindow(): WindowBackend {
  return {
    ready: async () => undefined,
    pickFile: async (r) => `/etc/ssl/example.${r.kinds[0] ?? 'pem'}`,
    openDataFolder: async () => undefined,
    closeChoice: async () => 'ask',
    setCloseChoice: async () => undefined,
    setUnsaved: async () => undefined,
    answerClose: async () => undefined,
    onClose: () => () => undefined,
  };
}

// troubled lets calls take their time, or fail, as the options want it.
function troubled(fake: Fake, options: FakeOptions): Fake {
  const methods = fake as unknown as Record<string, unknown>;
  for (const [name, method] of Object.entries(methods)) {
    if (typeof method !== 'function' || name === 'on') continue;
    methods[name] = async (...args: unknown[]) => {
      if (options.delay) await new Promise((resolve) => setTimeout(resolve, options.delay));
      const failure = options.fail?.[name as keyof Backend];
      if (failure) throw failure;
      return (method as (...args: unknown[]) => unknown)(...args);
    };
  }
  return fake;
}

function isDraft(d: Draft): boolean {
  return Object.keys(d.set).length + d.unset.length + Object.keys(d.secrets).length + d.forget.length > 0;
}

function change(settings: Setting[], key: string, value: string, origin: string): void {
  const setting = settings.find((other) => other.key === key);
  if (setting) Object.assign(setting, { value, origin });
}

// wrong is a little of what Go finds wrong.
function wrong(settings: Setting[], d: Draft): FieldProblem[] {
  const value = (key: string) => {
    const setting = settings.find((other) => other.key === key);
    return d.set[key] ?? (d.unset.includes(key) ? setting?.default : setting?.value) ?? '';
  };
  const port = value('ldap.port');
  return [
    ...(value('ldap.hostname') === ''
      ? [{ key: 'ldap.hostname', message: 'is missing', example: 'dc1.example.com' }]
      : []),
    ...(/^\d*$/.test(port) ? [] : [{ key: 'ldap.port', message: `"${port}" is no number`, example: '636' }]),
  ];
}

function save(settings: Setting[], d: Draft, tell: () => void) {
  const fields = wrong(settings, d);
  if (fields[0]) {
    throw new BackendError({
      code: 'settings',
      message: 'some settings are not right',
      field: fields[0].key,
      fields,
    });
  }
  for (const [key, value] of Object.entries(d.set)) change(settings, key, value, 'set');
  for (const key of d.unset)
    change(settings, key, settings.find((other) => other.key === key)?.default ?? '', 'default');
  for (const key of Object.keys(d.secrets)) change(settings, key, '', 'keyring');
  for (const key of d.forget) change(settings, key, '', 'none');
  tell();
  return { notices: [] };
}
