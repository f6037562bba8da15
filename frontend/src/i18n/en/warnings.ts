import type { WarningCode } from '../codes.gen';
import { codes } from '../codes';

/** What a warning is about, in a few words, and what to do. */
const warned = <T extends Record<WarningCode, { title: string; todo: string }>>(all: T) => codes(all);

export const warnings = warned({
  'user-left-out': {
    title: 'Left out',
    todo: 'Correct the entry in the directory, or narrow the filter so that it is not read.',
  },
  'user-held': { title: 'Kept as accepted before', todo: 'Correct the entry in the directory.' },
  duplicate: {
    title: 'Left out: shared email',
    todo: 'Give each entry its own email in the directory, or narrow the filter.',
  },
  'group-left-out': { title: 'Group left out', todo: 'Correct the group in the directory.' },
  'group-name-kept': {
    title: 'Group name kept',
    todo: 'Give the group a name that the server takes.',
  },
  'filter-name-unmatched': {
    title: 'Filter: a name matches nothing',
    todo: 'Correct the name in the filter, or take it out.',
  },
  'disabled-not-invited': {
    title: 'Disabled, not invited',
    todo: 'Nothing, or let disabled accounts be invited (sync.inviteDisabled).',
  },
  'no-external-id': {
    title: 'No external id',
    todo: 'Fill the attribute that gives external ids, or choose another one in Settings.',
  },
  'no-name': { title: 'No name', todo: 'Give the group a name in the directory.' },
  'email-kept': {
    title: 'Email not changed',
    todo: 'Change the email in the web vault, or let the person do it: no import changes it.',
  },
  'email-conflict': {
    title: 'Email of another member',
    todo: 'Look which of the two members is the right one, and correct the other.',
  },
  'owner-kept': { title: 'Owner kept', todo: 'No sync removes an owner: do it in the web vault.' },
  'missing-kept': {
    title: 'Gone, but kept',
    todo: 'Switch on the removal of members who are missing, or remove them by hand.',
  },
  'group-missing': {
    title: 'Group left the directory',
    todo: 'Choose in Settings what is done with groups that are missing.',
  },
  'made-by-hand': {
    title: 'Group made by hand',
    todo: 'Two groups would have this name: the command line can take the one made by hand over.',
  },
  'other-profile': {
    title: 'Another profile’s',
    todo: 'Two profiles feed this organization: let only one of them have this entry.',
  },
  'member-unreadable': { title: 'Members unreadable', todo: 'Give the account the right to read the group.' },
  'member-unknown': { title: 'Unknown member', todo: 'Nothing, where the search leaves it out on purpose.' },
  'attribute-invalid': { title: 'Odd value', todo: 'Correct the value in the directory.' },
  'referral-skipped': {
    title: 'Referral skipped',
    todo: 'Let the search begin at the server that has these entries.',
  },
  'guests-left-out': { title: 'Guests left out', todo: 'Nothing, where guests are not meant to be members.' },
  'group-waits': { title: 'Group waits', todo: 'A sync of everybody takes care of it.' },
  'seats-bought': { title: 'Seats are bought', todo: 'Look at the subscription of the organization.' },
  'cache-of-another-configuration': {
    title: 'The sync cache is another one’s',
    todo: 'Take the change back, or clear the sync cache on the page More.',
  },
  'nobody-logged-in': { title: 'Not compared with the organization', todo: 'Log in and test again.' },
  'member-list-unavailable': {
    title: 'The organization was not fully seen',
    todo: 'Test again, or look at the connection in Settings.',
  },
  'deleted-unreadable': {
    title: 'Deleted users unreadable',
    todo: 'Give the account the rights on the container of deleted objects, or switch “Deleted objects” off.',
  },
  'full-read': { title: 'Everything was read', todo: 'Nothing: the read is complete, it only took longer.' },
  server: { title: 'Remark of the server', todo: 'Look whether the directory is set up as meant.' },
  'not-in-directory': {
    title: 'Not in the directory',
    todo: 'Nothing, where they are not meant to come from here: no sync touches them.',
  },
  'removal-without-email': {
    title: 'Can’t be removed from here',
    todo: 'Remove the member in the web vault.',
  },
  'removal-without-id': {
    title: 'A leaver without an external id',
    todo: 'Take the access away here or in the web vault: no sync finds the member any more.',
  },
  'removal-refused': {
    title: 'Removal refused',
    todo: 'Look at the words of the server, or do it in the web vault.',
  },
  'removed-by-import': {
    title: 'Removed by an import',
    todo: 'Nothing: the server has no other call for it.',
  },
  'accepted-but-not-shown': {
    title: 'Accepted, but not shown',
    todo: 'Look into the organization: the next sync tries again.',
  },
  'late-request': { title: 'Carried out late', todo: 'Nothing: the next sync puts right what that changed.' },
  unanswered: { title: 'No answer known', todo: 'Nothing: the next sync looks what became of it.' },
  'no-revocation': {
    title: 'The server can’t revoke',
    todo: 'Choose in Settings that leavers are removed (sync.leavers).',
  },
  'not-again': { title: 'Not sent again', todo: 'Look at the page of the person for the reason.' },
  'not-located': {
    title: 'Not looked for by name',
    todo: 'Look at the connection in Settings, and ask again.',
  },
  'quiet-window': {
    title: 'Waits for the quiet time to end',
    todo: 'Nothing, or change the quiet times in Settings (sync.quiet).',
  },
  vaultwarden: { title: 'Can’t be checked', todo: 'Look into the organization: vaultwarden does not tell.' },
  insecure: { title: 'Not encrypted', todo: 'Use an address that begins with https:// or ldaps://.' },
});
