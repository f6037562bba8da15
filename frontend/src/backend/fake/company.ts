// The sample company of stories and unit tests: example names, always the same.
import type { RunCounts, Group, LogLine, Run, State, User } from '../contract';

/** The moment at which the sample company stands still. */
const sampleNow = Date.parse('2026-11-23T14:00:00Z');

/** ago is the moment that many minutes before sampleNow. */
export function ago(minutes: number): string {
  return new Date(sampleNow - minutes * 60_000).toISOString();
}

const firstNames = [
  'Ada',
  'Björn',
  'Chiara',
  'Dmitri',
  'Elif',
  'Farah',
  'Grace',
  'Hiro',
  'Inés',
  'Jonas',
  'Kofi',
  'Léa',
];
const lastNames = [
  'Ackermann',
  'Baker',
  'Costa',
  'Dubois',
  'Evans',
  'Fischer',
  'García',
  'Haddad',
  'Ito',
  'Jansen',
];

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}

/** users makes n users of the company. */
export function users(n: number): User[] {
  return Array.from({ length: n }, (_, i) => {
    const first = firstNames[i % firstNames.length] ?? '';
    const last = lastNames[Math.floor(i / firstNames.length) % lastNames.length] ?? '';
    const again = Math.floor(i / (firstNames.length * lastNames.length));
    return {
      externalId: `CN=${first} ${last}${again || ''},OU=People,DC=example,DC=com`,
      name: `${first} ${last}`,
      email: `${plain(first)}.${plain(last)}${again || ''}@example.com`,
      held: i % 97 === 42,
    };
  });
}

/** A group and what is directly inside it. */
export interface SampleGroup extends Group {
  children: string[];
  from: number;
}

function group(
  name: string,
  direct: number,
  from: number,
  children: string[] = [],
  members = direct,
): SampleGroup {
  return {
    externalId: `CN=${name},OU=Groups,DC=example,DC=com`,
    name,
    members,
    direct,
    nested: children.length,
    children: children.map((child) => `CN=${child},OU=Groups,DC=example,DC=com`),
    from,
  };
}

/** The groups; Engineering and Company hold others. */
export const sampleGroups: SampleGroup[] = [
  group('Company', 2, 0, ['Engineering', 'Finance', 'Sales'], 96),
  group('Engineering', 8, 2, ['Backend', 'Frontend', 'Operations'], 47),
  group('Backend', 17, 10),
  group('Frontend', 12, 27),
  group('Operations', 10, 39, ['On call'], 13),
  group('On call', 4, 46),
  group('Finance', 14, 50),
  group('Sales', 33, 64),
];

/** The log, newest first. */
export const sampleLog: LogLine[] = [
  line(1, 'INFO', 'sync done', { users: '118', groups: '8', duration: '2.4s' }),
  line(1, 'WARN', 'entry left out', {
    entry_dn: 'CN=Build Robot,OU=People,DC=example,DC=com',
    reason: 'no email',
  }),
  line(1, 'INFO', 'sync started', { source: 'ldap', trigger: 'automatic' }),
  line(16, 'ERROR', 'sync failed', { error: 'ldap: connect dc1.example.com:636: connection refused' }),
  line(16, 'DEBUG', 'search', {
    base_dn: 'OU=People,DC=example,DC=com',
    filter: '(objectClass=user)',
    scope: 'sub',
  }),
];

function line(minutes: number, level: string, message: string, attributes: Record<string, string>): LogLine {
  return {
    time: ago(minutes),
    level,
    message,
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
  };
}

const noCounts = {
  usersRevoked: 0,
  usersRestored: 0,
  groupsDeleted: 0,
  groupsAdded: 0,
  held: 1,
  notShown: 0,
  requests: 2,
  users: 118,
  groups: 8,
  leftOut: 2,
};

/** runs makes n records, newest first, one each quarter of an hour. */
export function runs(n: number): Run[] {
  return Array.from({ length: n }, (_, i) => {
    const failed = i % 11 === 3;
    const added = i % 5 === 0 ? (i % 4) + 1 : 0;
    return {
      id: String(1000 - i),
      trigger: i % 7 === 0 ? 'manual' : 'automatic',
      task: '',
      only: null,
      planned: false,
      start: ago(i * 15 + 1),
      end: ago(i * 15),
      milliseconds: 1800 + ((i * 137) % 2400),
      result: failed ? 'failed' : i % 23 === 7 ? 'stopped' : 'done',
      error: failed
        ? {
            code: 'directory',
            message: 'ldap: connect dc1.example.com:636: connection refused',
            hint: 'Check ldap.hostname, ldap.port and ldap.encryption, and that the server runs.',
            hintCode: '',
            field: 'ldap.hostname',
            fields: [],
            findings: [],
          }
        : null,
      completeRead: i % 10 === 0,
      fullSend: i === n - 1,
      unlisted: false,
      counts: {
        ...noCounts,
        usersAdded: failed ? 0 : added,
        usersChanged: failed ? 0 : i % 3,
        usersRemoved: failed ? 0 : i % 13 === 5 ? 1 : 0,
        groupsChanged: failed ? 0 : i % 2,
        warnings: failed ? 0 : 3,
      },
    };
  });
}

/** points makes the numbers of n runs, oldest first, one a day. */
export function points(n: number): RunCounts[] {
  return Array.from({ length: n }, (_, i) => ({
    time: Math.floor(sampleNow / 1000) - (n - 1 - i) * 86_400,
    users: 80 + Math.round(i * 0.4 + 4 * Math.sin(i / 5)),
    groups: 6 + Math.floor(i / 40),
    added: i % 6 === 0 ? 3 : 0,
    changed: i % 4,
    removed: i % 9 === 0 ? 1 : 0,
    revoked: i % 15 === 0 ? 2 : 0,
  }));
}

/** Nobody is logged in. */
export const nobody: State['account'] = {
  loggedIn: false,
  clientId: '',
  organizationId: '',
  organizationName: '',
  server: '',
};

/** sampleTest is a test that shows what a sync would do. */
export const sampleTest: NonNullable<State['test']> = {
  plan: 'sha256:1',
  file: '',
  draft: false,
  outdated: '',
  run: '',
  at: '',
  read: { people: 113, groups: 8 },
  applies: true,
};

/** sampleState is the state of a company that is set up and logged in. */
export function sampleState(): State {
  return {
    version: '1.0.0',
    dataDir: '/home/ada/.config/Directory Connector',
    profile: 'default',
    profiles: [
      {
        name: 'default',
        organization: '4c1f1e0a-2d6b-4f7e-9a51-0b2c3d4e5f60',
        organizationName: 'Example Ltd',
        automatic: true,
      },
    ],
    account: {
      loggedIn: true,
      clientId: 'organization.4c1f1e0a-2d6b-4a53-9f54-b0a3e5d2c7f1',
      organizationId: '4c1f1e0a-2d6b-4f7e-9a51-0b2c3d4e5f60',
      organizationName: 'Example Ltd',
      server: 'https://vault.example.com',
    },
    directory: 'ldap',
    location: 'ldaps://dc1.example.com, DC=example,DC=com',
    configured: true,
    notReady: null,
    lastUsers: ago(1),
    lastGroups: ago(1),
    cleared: false,
    members: 118,
    groups: 8,
    inFlight: 0,
    interval: 15,
    automatic: {
      state: 'waiting',
      own: true,
      pid: 4711,
      since: ago(900),
      nextRun: ago(-14),
      failures: 0,
      error: null,
    },
    holder: null,
    lastRun: runs(1)[0] ?? null,
    jobs: [],
    test: { ...sampleTest },
    notices: [],
    untold: [],
  };
}
