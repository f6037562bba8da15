import type { ChangeCode, DriftKind, ExclusionCode, ExplanationCode, FollowCode } from '../codes.gen';
import { codes } from '../codes';
import { counter } from '../plural';
import { warnings } from './warnings';

const count = counter('en');

/** What the code of a reason speaks of, by name. */
export type Params = Record<string, string>;

type Word = string | ((p: Params) => string);

/** words wants some for each code that the program has. */
const words =
  <Code extends string>() =>
  <T extends Record<Code, Word> & Record<string, Word>>(all: T) =>
    codes(all);

/** Those of an explanation that are told of a membership, not of a step. */
type MembershipCode = 'not-a-member' | 'listed-as' | 'group-not-synced' | 'group-held' | 'kept-there';

/** Why members and groups change, and why memberships go (backend/plan). */
const changes = words<ChangeCode>()({
  deleted: 'Deleted in the directory',
  disabled: 'Disabled in the directory',
  missing: 'No longer in the directory or the filter',
  overwritten: 'Not in the directory, and members who are not are overwritten',
  'revoked-long-ago': 'Without access for as long as the settings keep such members',
  new: 'New in the directory',
  replaces: (p) => `Takes the place of ${p['old'] ?? 'another member'}`,
  back: 'Back in the directory',
  'has-email': 'A member with this email gets the external id',
  'email-changed': (p) => (p['old'] ? `The email was ${p['old']}` : 'Another email'),
  changed: 'Changed in the directory',
  left: (p) =>
    p['collections']
      ? `No longer in the directory or the filter; gives access to ${p['collections']}`
      : 'No longer in the directory or the filter',
  healed: 'Changed by hand, and put right',
  again: 'Asked for again',
  offboarded: 'Offboarded',
  'removed-by-hand': 'Removed from the organization by hand',
  'left-out': 'Can’t be a member',
  'same-stable-id': 'Found by the stable id',
  'same-old-id': 'Found by the old attribute',
  'same-email': 'Found by the email',
  'same-name': (p) =>
    p['collections']
      ? `Made by hand, taken over with its members and the access to ${p['collections']}`
      : 'Made by hand, taken over with its members',
  text: (p) => p['text'] ?? '',
  // Why a filter offers what has no reason: by what is done.
  update: 'Changed in the directory',
  create: 'New in the directory',
  adopt: 'Gets the external id',
  rekey: 'Gets another external id',
  invite: 'New in the directory',
  stage: 'New, without an invitation',
  restore: 'Gets the access back',
  remove: 'Removed',
  revoke: 'Access revoked',
  empty: 'Emptied',
  delete: 'Deleted',
  'no-member': 'No member of the organization any more',
});

/** How a step ended for somebody, and why (backend/explanation). */
const steps = words<Exclude<ExplanationCode, MembershipCode>>()({
  'not-in-directory': 'The directory, as it is read, has no such entry',
  'known-by-stable-id': (p) =>
    p['was']
      ? `By the stable id, as ${p['id']}, although the directory’s external id is ${p['was']} now`
      : `By the stable id, as ${p['id']}`,
  'known-by-external-id': (p) => `By the external id, as ${p['id']}`,
  'known-by-listed-email': (p) => `By the email that the organization shows, as ${p['id']}`,
  'new-here': (p) => `As new, under the directory’s external id ${p['id']}`,
  'new-under-stable-id': (p) =>
    `As new, under the stable id ${p['id']}, since the external id ${p['taken']} is somebody else’s`,
  'id-taken': (p) =>
    `The external id ${p['taken']} is somebody else’s, and the directory gives no stable id to tell them apart`,
  'same-entry': (p) =>
    p['entry']
      ? `Another entry with the same external id stands for it: ${p['entry']}`
      : 'Another entry stands for it',
  'not-synced': (p) => `${p['setting']} is off`,
  'filtered-out': (p) => `${p['setting']} does not let “${p['name']}” pass`,
  'outside-search': 'Read only because another group nests it; the group search does not find it',
  'in-chosen-group': (p) => `Member of the chosen group “${p['group']}”`,
  'in-no-chosen-group': (p) => `Member of none of the groups that ${p['setting']} chooses`,
  'no-email': 'It has no email',
  'email-refused': (p) => p['problem'] ?? '',
  'id-refused': (p) => p['problem'] ?? '',
  'name-refused': (p) => `Its name ${p['problem']}`,
  'not-invited': (p) => `Disabled in the directory and no member, and ${p['setting']} is off`,
  'disabled-twin': (p) => `It is disabled, and ${p['entry']} has the same ${p['what']} ${p['value']}`,
  shared: (p) => `More than one entry has the ${p['what']} ${p['value']}: ${p['entries']}`,
  'other-profile': (p) => p['problem'] || 'Another profile that feeds this organization has the member',
  'email-taken': (p) => `The member ${p['email']} has the external id ${p['id']}, and is not changed`,
  'email-shared': (p) => `${p['email']} is the email of another member`,
  'removed-by-hand': (p) => `Somebody removed ${p['email']} from the organization; Re-invite lets in again`,
  offboarded: (p) =>
    `${p['email']} was offboarded and stays out as long as the directory has the account; Re-invite lets in again`,
  'is-member': (p) => `Is the member ${p['email']}`,
  'will-be-member': (p) => `No member yet, to be added as ${p['email']}`,
  'will-be-adopted': (p) => `Is the member ${p['email']} without an external id, who gets this one`,
  revoked: (p) => `Is the member ${p['email']}, whose access somebody revoked; that stays so`,
  'is-group': 'Is a group of the organization',
  'will-be-group': 'No group yet, to be made',
  owner: 'An owner, whom no sync removes: do it in the web vault',
  'never-sent': 'Nobody whom the organization has from here',
  'remove-missing-off':
    'No longer in the directory or the filter, but members who are missing are kept (sync.removeMissing)',
  'no-id': 'Somebody took the external id away, by which a sync would find it: take the access away by hand',
  'no-address': 'No address of its own is left by which vaultwarden would find it: remove it by hand',
  'revoked-before': 'Without access already',
  'already-gone': 'The organization has it no more',
  'not-ours': 'The organization has it with an external id that is not from this directory',
  'made-by-hand': 'Made by hand: the organization has it without an external id',
  'group-unseen':
    'No longer in the directory or the filter; stays as it is until a sync can read who is in it',
  'missing-kept': 'No longer in the directory or the filter, and such groups are kept',
  'missing-emptied': 'No longer in the directory or the filter, so it loses its members',
  'missing-deleted': 'No longer in the directory or the filter, so it is deleted',
});

/** Why the organization’s group does not list somebody as the directory’s does. */
const memberships = words<MembershipCode>()({
  'not-a-member': 'not listed there: only members are',
  'listed-as': (p) => `listed there as ${p['listed']}`,
  'group-not-synced': 'not a group of the organization',
  'group-held': 'the group is held, and keeps the members it has',
  'kept-there': 'not in the directory; the member stays in it',
});

/** What keeps a read from giving an entry that the directory has. */
const exclusions = words<ExclusionCode>()({
  'outside-base': (p) => `It is outside the search base ${p['bases']}`,
  'other-class': (p) => `It is of the class ${p['has']}, and ${p['wants']} is looked for`,
  'filter-part': (p) => `${p['setting']} leaves it out: ${p['part']} is not true for it`,
  'no-external-id': (p) => `It lacks the attribute ${p['attribute']}, which gives external ids`,
  query: (p) => `${p['setting']} leaves it out: it is not found with ${p['query']}`,
});

/** What follows when somebody is offboarded. */
const follows = words<FollowCode>()({
  'directory-has': (p) =>
    `The directory had this account, enabled, when it was read (${p['at']}): disable or delete it there. No sync lets the person in again while it is there; Re-invite does.`,
  'directory-disabled': (p) =>
    `The directory had this account, disabled, when it was read (${p['at']}). No sync lets the person in again because it is enabled again; Re-invite does.`,
  'directory-lacks': (p) =>
    `The directory did not have this account when it was read (${p['at']}), so no sync invites the person.`,
  'directory-unknown':
    'No read of the directory is kept. If it has this account, no sync lets the person in again; Re-invite does.',
  'removed-later':
    'The membership stays until the directory no longer has the account; then a sync removes it.',
  'stays-member': 'Membership and groups stay.',
  'vaultwarden-revokes': (p) =>
    `This is vaultwarden, which finds a member by the address: it revokes the access of whoever has ${p['email']}, an owner’s too, but the last one’s, and does not say whether it did.`,
  'by-import':
    'This server has no call for one member, so it goes with an import: apps that are logged in hear of it when they ask the server next.',
  'other-profile': (p) =>
    `The profile ${p['profile']} feeds the same organization and has this account, too: its syncs name the person as gone, and may invite again.`,
  'not-from-here': 'No sync of this profile knows this member.',
});

interface DriftWords {
  name: string;
  now: string;
  id: string;
  invited: boolean;
  count: number;
}

const drifts = <T extends Record<DriftKind, { title: string; text: (d: DriftWords) => string }>>(all: T) =>
  codes(all);

/** What somebody changed in the organization by other means, and what is done about it. */
const drift = drifts({
  'member-gone': {
    title: 'Member removed',
    text: (d) =>
      d.invited
        ? 'Removed from the organization by hand, and invited again'
        : 'Removed from the organization by hand, and stays out until somebody presses Re-invite',
  },
  'member-revoked': {
    title: 'Access revoked',
    text: () => 'The access was revoked by hand, and stays so',
  },
  'member-offboarded': {
    title: 'Offboarded',
    text: (d) =>
      d.invited
        ? 'Was offboarded, and is let in again'
        : 'Was offboarded and stays out, although the directory still has the account',
  },
  'member-lost-id': {
    title: 'External id lost',
    text: (d) => `Lost the external id ${d.id}, and gets it again`,
  },
  'group-gone': { title: 'Group deleted', text: () => 'Deleted by hand, and made anew' },
  'group-renamed': {
    title: 'Group renamed',
    text: (d) => `Renamed to “${d.now}” by hand, and gets its name back`,
  },
  'group-members': { title: 'Members changed', text: () => 'Members were changed by hand; it is put right' },
  'unknown-members': {
    title: 'Members from elsewhere',
    text: (d) =>
      `${count(d.count, { one: 'member has', other: 'members have' })} an external id that is not from this directory; no sync touches them`,
  },
  'unknown-groups': {
    title: 'Groups made by hand',
    text: (d) =>
      `${count(d.count, { one: 'group was', other: 'groups were' })} made by hand; no sync touches them`,
  },
  'orphan-group': {
    title: 'Group without an entry',
    text: (d) => `Has the external id ${d.id}, which the directory does not have`,
  },
});

/** Words for codes with parameters that the program tells. */
export const reasons = { changes, steps, memberships, exclusions, follows, drift, warnings };
