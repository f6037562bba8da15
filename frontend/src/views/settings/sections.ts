import type { Setting } from '../../backend/contract';
import {
  directoryForm,
  directoryForms,
  type FilterKind,
  type FormGroup,
  type Value,
} from '../../directories';
import { t } from '../../i18n/index.svelte';

/** The parts of the settings, in the order of their tabs. */
export const sectionIDs = ['organization', 'directory', 'sync', 'advanced'] as const;
export type SectionID = (typeof sectionIDs)[number];

/** The settings that the choice of a server is made of; ServerFields shows them. */
export const serverKeys = ['server.url', 'server.webVault', 'server.api', 'server.identity'] as const;

/** What people call the organization; it stands with the log-in. */
export const nameKeys = ['server.organizationName'] as const;

/** The secret of the API key: Log In asks for it. */
export const loginKeys = ['server.clientSecret'] as const;

/** The way to all servers. */
export const networkKeys = [
  'network.proxy',
  'network.proxyUsername',
  'network.proxyPassword',
  'network.caFile',
] as const;

/** The settings that have a tester beneath them. */
export const filterKeys = { user: 'sync.userFilter', group: 'sync.groupFilter' } as const;

/** filterKind tells what a setting filters; undefined where it is no filter. */
export function filterKind(key: string): FilterKind | undefined {
  return (Object.keys(filterKeys) as FilterKind[]).find((kind) => filterKeys[kind] === key);
}

/** groupsOf are the forms of a part; those of "directory" go by the kind of directory. */
export function groupsOf(section: SectionID, value: Value): FormGroup[] {
  switch (section) {
    case 'organization':
      return [{ title: t.settings.groups.server, keys: [...nameKeys, ...serverKeys] }];
    case 'directory':
      return directoryForm(value('directory'))?.groups(value) ?? [];
    case 'sync':
      return syncGroups();
    case 'advanced':
      return advancedGroups();
  }
}

function syncGroups(): FormGroup[] {
  const titles = t.settings.groups;
  return [
    { title: titles.what, keys: ['sync.users', 'sync.groups'] },
    { title: titles.schedule, keys: ['sync.interval', 'sync.times', 'sync.quiet'] },
    { title: titles.filters, description: titles.filtersHelp, keys: Object.values(filterKeys) },
    {
      title: titles.removals,
      keys: [
        'sync.removeDisabled',
        'sync.removeMissing',
        'sync.leavers',
        'sync.deleteRevokedAfter',
        'sync.removedByHand',
        'sync.overwriteExisting',
        'sync.largeImport',
      ],
    },
    {
      title: titles.guards,
      description: titles.guardsHelp,
      keys: ['sync.maxRemovals', 'sync.maxAdditions', 'sync.maxGroupRemovals', 'sync.maxSeats'],
    },
    {
      title: titles.emails,
      keys: ['sync.useEmailPrefixSuffix', 'sync.emailSuffix', 'sync.duplicateEmails'],
    },
    {
      title: titles.rare,
      advanced: true,
      keys: [
        'sync.inviteUsersAfterProvisioning',
        'sync.inviteDisabled',
        'groups.missing',
        'groups.countNested',
        'groups.resolveOutside',
        'groups.keepFiltered',
        'sync.fullSyncEvery',
        'sync.lookEvery',
      ],
    },
  ];
}

function advancedGroups(): FormGroup[] {
  const titles = t.settings.groups;
  return [
    { title: titles.network, keys: networkKeys },
    {
      title: titles.notify,
      description: titles.notifyHelp,
      keys: [
        'notify.on',
        'notify.afterFailures',
        'notify.changes',
        'notify.dailyAt',
        'notify.remind',
        'notify.remindBefore',
        'notify.eventLog',
        'notify.heartbeat',
      ],
    },
    {
      title: titles.mail,
      keys: [
        'mail.server',
        'mail.encryption',
        'mail.caFile',
        'mail.username',
        'mail.password',
        'mail.from',
        'mail.to',
      ],
    },
    { title: titles.webhook, keys: ['webhook.url', 'webhook.form', 'webhook.secret'] },
    { title: titles.log, keys: ['log.level'] },
    { title: titles.update, keys: ['update.check', 'update.url'] },
  ];
}

/** sectionOf is the part in which a setting is asked for; undefined for one that no form has. */
export function sectionOf(key: string): SectionID | undefined {
  if (key === 'directory') return 'directory';
  if ((loginKeys as readonly string[]).includes(key)) return 'organization';
  return sectionIDs.find((section) => keysIn(section).includes(key));
}

/** keysIn are all settings of a part, in the order of the page, those of every kind of directory among them. */
export function keysIn(section: SectionID): string[] {
  const keys = (groups: FormGroup[]) => groups.flatMap((group) => [...group.keys]);
  const nothing = () => '';
  if (section !== 'directory') return keys(groupsOf(section, nothing));
  return ['directory', ...directoryForms.flatMap((form) => keys(form.groups(nothing)))];
}

/** matters tells whether a setting has an effect with the values as they are typed now. */
export function matters(setting: Setting, value: Value): boolean {
  const directory = value('directory');
  if (setting.directory !== '') {
    if (setting.directory !== directory) return false;
    return directoryForm(directory)?.matters?.(setting, value) ?? true;
  }
  switch (setting.key) {
    case 'sync.useEmailPrefixSuffix':
      return directory === 'ldap' || directory === 'onelogin';
    case 'sync.emailSuffix':
      return (
        value('sync.useEmailPrefixSuffix') === 'true' && (directory === 'ldap' || directory === 'onelogin')
      );
    case 'sync.largeImport':
      return value('sync.overwriteExisting') === 'true';
    case 'sync.deleteRevokedAfter':
      return value('sync.leavers') === 'revoke';
    case 'sync.maxGroupRemovals':
      return value('groups.missing') === 'delete';
    case 'groups.countNested':
      return directory !== 'ldap';
    case 'groups.resolveOutside':
      return directory === 'ldap';
    case 'network.proxyUsername':
      return value('network.proxy') !== '';
    case 'network.proxyPassword':
      return value('network.proxyUsername') !== '' && value('network.proxy') !== '';
    case 'mail.encryption':
    case 'mail.caFile':
    case 'mail.username':
    case 'mail.password':
    case 'mail.from':
    case 'mail.to':
      return value('mail.server') !== '';
    case 'notify.dailyAt':
      return value('notify.changes') === 'daily';
    case 'update.url':
      return value('update.check') === 'true';
    default:
      return true;
  }
}
