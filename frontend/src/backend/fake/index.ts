import type { Backend, Draft, FieldProblem, Setting, State, WindowBackend } from '../contract';
import { BackendError } from '../error';
import { account } from './account';
import { sampleState } from './company';
import { files } from './files';
import { Jobs } from './jobs';
import { lists, paged } from './lists';
import { people } from './people';
import { plans } from './plan';
import sampleSettings from './settings.json';
import { unattended } from './unattended';
import { work } from './work';

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

  const fake: Fake = {
    jobs,
    is: state,
    on: (name, fn) => jobs.on(name, fn),
    state: async () => structuredClone(state),
    ...account(state, tell),
    settings: async () => structuredClone(settings),
    validate: async (d) => wrong(settings, d),
    untrustedCertificates: async () => ({ setting: 'ldap.caFile', chain: [] }),
    trustCertificate: async () => ({
      setting: 'ldap.caFile',
      path: '/home/admin/trusted/5d41402abc4b2a76.pem',
    }),
    saveSettings: async (d) => save(settings, d, tell),
    ...work(state, jobs, options.users ?? 118),
    ...lists(options.users ?? 118),
    findings: async (q) => {
      const job = state.jobs.find((one) => one.kind === q.kind);
      const stops = job?.error?.findings ?? (await fake.testResult())?.stop ?? [];
      const entries = stops.find((finding) => finding.guard === q.guard)?.entries ?? [];
      return paged(entries, q, (entry) => `${entry.text} ${entry.called}`);
    },
    plans: plans(options.users ?? 118),
    people: people(state, jobs, options.users ?? 118),
    unattended: unattended(jobs),
    checkUpdate: async () => ({
      current: state.version,
      newest: '1.1.0',
      url: 'https://example.com/releases/1.1.0',
      newer: true,
      notes: '## New\n\n- A plan names everybody.\n- *Faster* reads.\n\nThanks to all.',
      published: '2026-11-20T09:00:00Z',
      verified: true,
    }),
    ...files,
    ...(options.window ? { window: fakeWindow() } : {}),
  };
  return troubled(fake, options);
}

function fakeWindow(): WindowBackend {
  return {
    ready: async () => undefined,
    language: async () => undefined,
    pickFile: async () => '/etc/ssl/example.pem',
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
      ? [
          {
            key: 'ldap.hostname',
            message: 'is missing',
            example: 'dc1.example.com',
            incomplete: true,
            code: '',
            args: [],
          },
        ]
      : []),
    ...(/^\d*$/.test(port)
      ? []
      : [
          {
            key: 'ldap.port',
            message: `"${port}" is no number`,
            example: '636',
            incomplete: false,
            code: '',
            args: [],
          },
        ]),
  ];
}

function save(settings: Setting[], d: Draft, tell: () => void) {
  const fields = wrong(settings, d).filter((problem) => !problem.incomplete);
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
