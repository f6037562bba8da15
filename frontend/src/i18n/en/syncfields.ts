/** The settings of syncs and notices: how they are called and what they are for. */
export const syncFields = {
  'sync.users': { label: 'Sync users', help: 'Whether users become members of the organization.' },
  'sync.groups': { label: 'Sync groups', help: 'Whether groups are synced.' },
  'sync.interval': {
    label: 'Interval',
    help: 'Minutes from the end of one automatic sync to the next, where sync.times is empty.',
  },
  'sync.times': {
    label: 'Times',
    help: 'When automatic syncs begin, instead of sync.interval: every so often at a time of day, or at fixed times (at 08:00; weekdays at 02:00, 14:00), on all days or some, with semicolons between. The clock is the machine’s.',
  },
  'sync.quiet': {
    label: 'Quiet window',
    help: 'When nothing that removes is sent: no removal, no revocation, no membership that goes. It waits for the first sync after; whatever adds is sent. Times of day, on all days or some, with semicolons between.',
  },
  'sync.userFilter': {
    label: 'User filter',
    help: 'Which users are synced. LDAP: an LDAP filter. Other directories: include: or exclude: and emails; after a bar, a query of Google Workspace, Okta or OneLogin. Entra ID also: includeGroup: or excludeGroup: and group ids.',
  },
  'sync.groupFilter': {
    label: 'Group filter',
    help: 'Which groups are synced. LDAP: an LDAP filter. Other directories: include: or exclude: and names; after a bar, a query of Google Workspace, Okta or OneLogin. Entra ID also: includeAdministrativeUnit: or excludeAdministrativeUnit: and ids.',
  },
  'sync.useEmailPrefixSuffix': {
    label: 'Make missing emails',
    help: 'LDAP, OneLogin: whether a user without an email gets one made of ldap.emailPrefixAttribute and sync.emailSuffix.',
  },
  'sync.emailSuffix': { label: 'Email suffix', help: 'What made emails end with.' },
  'sync.removeDisabled': {
    label: 'Remove disabled users',
    help: 'Whether users that are disabled in the directory are removed from the organization.',
  },
  'sync.removeMissing': {
    label: 'Remove missing users',
    help: 'Whether users that an earlier sync added and that the directory or the filter no longer has are removed from the organization.',
  },
  'sync.leavers': {
    label: 'What happens to leavers',
    help: 'Whether a member who goes is removed, or only loses the access and stays a member, so that it can be given back. vaultwarden always revokes the access.',
  },
  'sync.deleteRevokedAfter': {
    label: 'Remove revoked members after',
    help: 'Where leavers lose the access only: after this many days a member whose access this program revoked is removed for good. Days on which no sync ran do not count. 0: never.',
  },
  'sync.removedByHand': {
    label: 'Members removed by hand',
    help: 'What becomes of somebody who is in the directory and was removed from the organization by hand: stays out, and is named in every sync, until somebody presses Re-invite; or is invited again.',
  },
  'sync.inviteDisabled': {
    label: 'Invite disabled users',
    help: 'Whether users that are disabled in the directory and no members yet are invited. Every invitation takes a seat.',
  },
  'sync.overwriteExisting': {
    label: 'Overwrite existing',
    help: 'Whether every member with an external id that is not in the directory is removed.',
  },
  'sync.largeImport': {
    label: 'Large import',
    help: 'Kept for compatibility: matters only together with sync.overwriteExisting over 2,000 members, and is then used by itself.',
  },
  'sync.inviteUsersAfterProvisioning': {
    label: 'Invite new users',
    help: 'Whether new members get their invitation at once. Else they are added without invitation, on servers that can.',
  },
  'groups.countNested': {
    label: 'Nested groups count for the filter',
    help: 'Whether, with a group filter of names, users in nested groups count as being in the group. Bitwarden’s connector counts direct members only.',
  },
  'groups.resolveOutside': {
    label: 'Follow groups outside the search',
    help: 'Whether a nested group that the group search or filter leaves out is read for its members.',
  },
  'groups.keepFiltered': {
    label: 'Keep filtered members in groups',
    help: 'Whether groups list members whom the user filter leaves out. Bitwarden’s connector does so for cloud directories.',
  },
  'groups.missing': {
    label: 'Groups that left',
    help: 'What happens to a group that the directory or the filter no longer has. Only groups that this program made are emptied or deleted.',
  },
  'sync.maxRemovals': {
    label: 'Removals at most',
    help: 'A sync stops before it removes more members than this within 24 hours: a number or a share of the members. Empty: the larger of 5 and 10%.',
  },
  'sync.maxAdditions': {
    label: 'Additions at most',
    help: 'A sync stops before it invites more new members than this: a number or a share of the members. Empty: the larger of 25 and 20%.',
  },
  'sync.maxGroupRemovals': {
    label: 'Deleted groups at most',
    help: 'Where groups that left are deleted, a sync stops before it deletes more groups than this: a number or a share of the groups. Empty: the larger of 2 and 5%.',
  },
  'sync.maxSeats': {
    label: 'Seats at most',
    help: 'A sync stops before members take more seats of the organization than this. The cloud buys seats by itself, charged at once. 0: no limit of this program’s own.',
  },
  'sync.lookEvery': {
    label: 'Look at the organization at least every',
    help: 'How often the organization’s members and groups are read although nothing changed in the directory, so that what was changed by hand is noticed. A sync that somebody asks for reads them anyway.',
  },
  'sync.fullSyncEvery': {
    label: 'Complete sync at least every',
    help: 'How long changes alone may be read and sent before everything is, so that what was changed by hand heals.',
  },
  'sync.duplicateEmails': {
    label: 'One email twice',
    help: 'What happens when two users have one email: the sync stops, or all of them are left out.',
  },
  'notify.on': {
    label: 'Notify about',
    help: 'What somebody is told: each once, not with every sync. Without any of them, nothing.',
  },
  'notify.afterFailures': {
    label: 'Failures in a row',
    help: 'After how many failures one after the other somebody is told. A log-in that is refused is told at once.',
  },
  'notify.changes': {
    label: 'Notify about changes',
    help: 'Whether somebody is told who came, changed and went: not at all, after each sync that changed something, or once a day in a summary.',
  },
  'notify.dailyAt': {
    label: 'Daily summary at',
    help: 'The time of day, by the clock of the machine, from which the summary of the last day is sent, with the next sync.',
  },
  'notify.remind': {
    label: 'Credentials about to expire',
    help: 'When credentials end that the program can’t know of, with semicolons between: a date and a name. The end of certificates in the files of other settings is known without.',
  },
  'notify.remindBefore': {
    label: 'Remind before',
    help: 'How many days before credentials end somebody is told first; again a week and a day before, and when they have ended.',
  },
  'notify.heartbeat': {
    label: 'Heartbeat address',
    help: 'An https address that is asked after each sync that succeeded, and with /fail at its end after each that failed: a service such as Healthchecks tells somebody when nothing comes. The address is a secret.',
  },
  'notify.eventLog': {
    label: 'Event log',
    help: 'Whether notices go to the log of the system, with numbers that stay: the Windows event log, or journald.',
  },
  'mail.server': {
    label: 'Mail server',
    help: 'The mail server that takes notices, with its port unless that is 587, or 465 with TLS. Empty: no mail.',
  },
  'mail.encryption': {
    label: 'Encryption',
    help: 'How the connection is protected: StartTLS, TLS from the start (port 465), or not at all, for a server on this machine.',
  },
  'mail.caFile': {
    label: 'Certificate authority',
    help: 'PEM file with certificate authorities to trust for the mail server, beside the system’s.',
  },
  'mail.username': {
    label: 'User name',
    help: 'The name to log in to the mail server with. Empty: no log-in.',
  },
  'mail.password': { label: 'Password', help: 'The password that goes with mail.username.' },
  'mail.from': {
    label: 'From',
    help: 'The address that mails come from. Empty: mail.username, where that is an address.',
  },
  'mail.to': { label: 'To', help: 'The addresses that mails go to, with semicolons between.' },
  'webhook.url': {
    label: 'Webhook',
    help: 'The https address that notices are sent to (POST). It is a secret: whoever knows that of Slack or Teams can write there.',
  },
  'webhook.form': {
    label: 'Form',
    help: 'What is sent to the webhook: JSON, or what Slack, Teams (a workflow) or ntfy (the address of a topic) take.',
  },
  'webhook.secret': {
    label: 'Signing secret',
    help: 'Signs what is sent, as Standard Webhooks do, so that who gets it knows where it is from. For ntfy: the access token.',
  },
};
