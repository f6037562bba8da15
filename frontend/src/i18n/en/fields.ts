import { codes } from '../codes';
import { settings } from './settings.gen';

/** What is said in other words where people choose instead of typing. */
const chosen = {
  'server.organizationName': {
    label: 'Organization name',
    help: 'What the organization is called here: a log-in tells only its id. A log-in to another organization forgets it.',
  },
  'server.clientSecret': { label: 'Client secret', help: 'The secret of the organization’s API key.' },
  'file.format': { label: 'Format', help: 'The format of the file, where its ending does not tell.' },
  'file.encoding': {
    label: 'Encoding',
    help: 'How the file writes letters. By itself UTF-8 and UTF-16 are found out; a CSV file that is neither is taken for Windows-1252.',
  },
  'log.level': {
    label: 'Log level',
    help: 'The least important messages that are written to the log. “Debug” also writes email addresses.',
  },
  'ldap.encryption': {
    label: 'Encryption',
    help: 'StartTLS (on port 389), LDAPS (on port 636), or none, which sends the password in the clear.',
  },
  'ldap.authentication': {
    label: 'Log-in',
    help: 'By user name and password, by the client certificate (SASL EXTERNAL), by Kerberos (a ticket, SASL GSSAPI, over TLS), or anonymous.',
  },
  'ldap.externalIdAttribute': {
    label: 'External id attribute',
    help: 'Attribute that identifies users and groups in the organization. Empty: objectGUID where entries have it, else the DN, as Bitwarden’s own connector does.',
  },
  'sync.times': {
    label: 'Times',
    help: 'When automatic syncs begin, instead of sync.interval: every so often at a time of day, or at fixed times (at 08:00; weekdays at 02:00, 14:00), on all days or some, with semicolons between. The clock is the machine’s.',
  },
  'sync.deleteRevokedAfter': {
    label: 'Remove revoked members after',
    help: 'Where leavers lose the access only: after this many days a member whose access this program revoked is removed for good. Days on which no sync ran do not count. 0: never.',
  },
  'sync.removedByHand': {
    label: 'Members removed by hand',
    help: 'What becomes of somebody who is in the directory and was removed from the organization by hand: stays out, and is named in every sync, until somebody presses Re-invite; or is invited again.',
  },
  'sync.inviteUsersAfterProvisioning': {
    label: 'Invite new users',
    help: 'Whether new members get their invitation at once. Else they are added without invitation, on servers that can.',
  },
  'groups.missing': {
    label: 'Groups that left',
    help: 'What happens to a group that the directory or the filter no longer has. Only groups that this program made are emptied or deleted.',
  },
  'sync.maxGroupRemovals': {
    label: 'Deleted groups at most',
    help: 'Where groups that left are deleted, a sync stops before it deletes more groups than this: a number or a share of the groups. Empty: the larger of 2 and 5%.',
  },
  'sync.duplicateEmails': {
    label: 'One email twice',
    help: 'What happens when two users have one email: the sync stops, or all of them are left out.',
  },
  'notify.on': {
    label: 'Notify about',
    help: 'What somebody is told: each once, not with every sync. Without any of them, nothing.',
  },
  'notify.changes': {
    label: 'Notify about changes',
    help: 'Whether somebody is told who came, changed and went: not at all, after each sync that changed something, or once a day in a summary.',
  },
  'mail.encryption': {
    label: 'Encryption',
    help: 'How the connection is protected: StartTLS, TLS from the start (port 465), or not at all, for a server on this machine.',
  },
  'webhook.form': {
    label: 'Form',
    help: 'What is sent to the webhook: JSON, or what Slack, Teams (a workflow) or ntfy (the address of a topic) take.',
  },
} satisfies Partial<typeof settings>;

/**
 * What settings are called and what they are for, by key. Keys in a sentence are
 * shown as the names of their settings.
 */
export const fields = codes({ ...settings, ...chosen });
