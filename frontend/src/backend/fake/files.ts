import type { Backend } from '../contract';

type Methods =
  | 'exportSettings'
  | 'importSettings'
  | 'findTakeover'
  | 'takeOver'
  | 'saveDownload'
  | 'saveFile'
  | 'openLink';

/** files is what goes to files and to links, none of which are there. */
export const files: Pick<Backend, Methods> = {
  exportSettings: async (r) => ({
    name: `settings.${r.format}`,
    type: 'text/plain',
    content: 'version: 1\n',
  }),
  importSettings: async () => ['ldap.hostname', 'ldap.rootPath'],
  findTakeover: async () => '/home/ada/.config/Bitwarden Directory Connector/data.json',
  takeOver: async () => ({
    path: '/home/ada/.config/Bitwarden Directory Connector/data.json',
    taken: [{ key: 'ldap.hostname', old: 'directory.ldap.hostname', value: 'dc1.example.com', reason: '' }],
    skipped: [
      { key: '', old: 'window.x', value: '', reason: "it is about the window of Bitwarden's connector" },
    ],
    secrets: ['ldap.password'],
    missingSecrets: ['server.clientSecret'],
    differences: ["the primary group of Active Directory has no members, as in Bitwarden's connector"],
    notes: ['the first sync of this program reads everything'],
    organizationId: 'Example Ltd',
    loggedIn: false,
  }),
  saveDownload: async (r) => `/home/ada/Downloads/${r.what}.${r.format}`,
  saveFile: async (f) => `/home/ada/Downloads/${f.name}`,
  openLink: async () => undefined,
};
