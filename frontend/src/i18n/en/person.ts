import type { Fate, Outcome, StepName } from '../codes.gen';
import { codes } from '../codes';
import { counter } from '../plural';

const count = counter('en');

/** What an event of a story speaks of. */
export interface EventParts {
  name: string;
  other: string;
  before: string;
  after: string;
  id: string;
  text: string;
  code: string;
}

type Say = (e: EventParts) => string;

const says = <T extends Record<string, Say>>(words: T) => codes(words);

/** Texts of the page of one person or group, and of the box that finds them. */
export const person = {
  find: {
    label: 'Find a person or group',
    placeholder: 'Name, email or group',
    list: 'People and groups',
    person: 'Person',
    group: 'Group',
    more: (n: number) => `${count(n, { one: 'more match', other: 'more match' })}`,
    none: 'Nobody like that is known. Enter asks the directory itself: write an email, an external id, a DN or a group’s whole name.',
    found: (n: number) => `${count(n, { one: 'match', other: 'matches' })}`,
  },
  looking: (who: string) => `Looking for ${who}`,
  several: (who: string, n: number) =>
    `“${who}” may mean ${count(n, { one: 'entry', other: 'entries' })}. Which one?`,
  severalFirst: 'The first of those who may be meant',
  nobody: 'Nobody and no group of that name',
  askNow: 'Ask directory and organization now',
  asOf: (time: string) =>
    `As the directory was read ${time}, and as the last syncs left the organization. Nobody was asked.`,
  asked: (time: string) => `Asked ${time}.`,
  /** The plan on the dashboard and this page speak of different settings. */
  saved: {
    title: 'This page goes by the saved settings',
    help: 'The plan on the dashboard was made with settings that are not saved, and may say otherwise.',
    plan: 'Open the plan',
    /** Where those are not right yet. */
    unready: 'This page goes by the saved settings, which are not ready',
    unreadyHelp:
      'The plan on the dashboard was made with settings that are not saved. Once they are saved, this page tells more.',
  },
  cancel: 'Cancel',
  conflict: 'Every sync stops, since entries share an email or an external id.',

  /** How somebody left, where that is how it is. */
  gone: codes({
    remove: (when: string) => `Was removed from the organization ${when}`,
    revoke: (when: string) => `Lost the access ${when}, and stayed a member`,
    delete: (when: string) => `Was deleted ${when}`,
  }),
  goneBy: 'The sync that did it',
  /** What comes of somebody. */
  fate: {
    user: codes({
      member: 'Belongs in the organization',
      held: 'Stays a member as accepted before, and is not changed',
      'left-out': 'Is left out',
      leaves: 'Leaves the organization',
      stays: 'Stays in the organization, which a sync leaves as it is',
      absent: 'Nobody whom a sync would invite or remove',
      'removed-by-hand': 'Was removed from the organization by hand, and stays out',
      offboarded: 'Was offboarded, and stays out',
    } satisfies Record<Fate, string>),
    group: codes({
      member: 'Is to be a group of the organization',
      held: 'Stays a group as accepted before, and is not changed',
      'left-out': 'Is left out',
      leaves: 'Left the directory or the filter',
      stays: 'Stays in the organization, which a sync leaves as it is',
      absent: 'No group that a sync would make or change',
    }),
  },

  next: {
    title: 'What happens next',
    nothing: 'Nothing: a sync would leave this as it is.',
    joins: 'Joins',
    leaves: 'Leaves',
    stops: 'But a sync would stop:',
  },
  why: {
    title: 'Why',
    steps: codes({
      read: 'Read',
      recognize: 'Recognized',
      filter: 'Filter',
      groups: 'Chosen groups',
      validate: 'Validation',
      disabled: 'Disabled accounts',
      duplicates: 'Duplicates',
      organization: 'Organization',
      removal: 'Removal',
    } satisfies Record<StepName, string>),
    /** Of a step without a reason. */
    plain: codes({
      read: 'The directory has it',
      filter: 'Passed',
      validate: 'Passed',
    }),
    outcome: codes({
      passed: 'Passed',
      'left-out': 'Left out',
      held: 'Held',
      leaves: 'Leaves',
      stays: 'Stays',
      stops: 'Stops the sync',
    } satisfies Record<Outcome, string>),
    held: 'what was accepted before stays',
    removed: 'removed',
    revoked: 'loses the access, stays a member',
  },
  directory: {
    title: 'In the directory',
    none: 'The directory has no such entry, or the read leaves it out.',
    entry: 'Entry',
    externalId: 'External id',
    stableId: 'Stable id',
    email: 'Email',
    name: 'Name',
    state: 'State',
    enabled: 'Enabled',
    disabled: 'Disabled',
    deleted: 'Deleted',
    expires: (time: string) => `Enabled until ${time}`,
    outside: 'Outside the group search',
    notRead: 'In the directory, but not read',
    nothingAgainst: 'Nothing speaks against it: the next read should give it.',
    holds: 'Holds',
    holdsText: (users: number, nested: number, all: number, listed: number) =>
      `${count(users, { one: 'user', other: 'users' })} of its own and ${count(nested, { one: 'group', other: 'groups' })}; ${count(all, { one: 'user', other: 'users' })} in all, of whom the organization’s group lists ${listed}`,
  },
  organization: {
    title: 'In the organization',
    member: 'Member',
    group: 'Group',
    status: 'Status',
    statuses: codes({
      revoked: 'Without access (revoked)',
      invited: 'Invited',
      'accepted, to be confirmed': 'Accepted, to be confirmed',
      confirmed: 'Confirmed',
      staged: 'Added without invitation',
    }),
    role: 'Role',
    roles: codes({ owner: 'Owner', admin: 'Admin', user: 'User', custom: 'Custom' }),
    externalId: 'External id',
    noId: 'None',
    accepted: 'Accepted before',
    wanted: 'The directory said then',
    collections: 'Gives access to',
    members: 'Members',
    notes: 'Notes',
    inFlight: 'a request is under way, or its answer was lost',
    revoked: 'a sync revoked the access',
    removedByHand: 'removed by hand',
    beforeClear: 'before the sync cache was cleared',
    notThere: { user: 'Shows no such member', group: 'Shows no such group' },
    unknown: 'Was not asked',
    shows: 'Organization',
  },
  groups: {
    title: { user: 'Groups', group: 'Inside the groups' },
    caption: 'Groups that hold it, and by which way',
    group: 'Group',
    way: 'By way of',
    directly: 'Directly',
    others: (n: number) => count(n, { one: 'other way', other: 'other ways' }),
    none: { user: 'In no group.', group: 'Inside no other group.' },
    search: 'Search groups',
    nested: 'Groups inside',
  },
  members: {
    title: 'Members',
    none: 'Nobody is in it.',
    search: 'Search members',
    how: 'How',
    throughGroups: 'Through a group in it',
  },
  story: {
    title: 'History',
    none: 'The history knows nothing of it.',
    search: 'Search the history',
    caption: 'What was done, newest first',
    when: 'When',
    what: 'What',
    earlier: (n: number) => `${count(n, { one: 'earlier sync', other: 'earlier syncs' })} not shown`,
    runs: (n: number) => `in ${count(n, { one: 'sync', other: 'syncs' })}, last`,
    unchecked: 'sent: the server does not show what became of it',
  },
  events: {
    user: says({
      join: (e) => `Joined group ${e.other}`,
      leave: (e) => `Left group ${e.other}`,
      'put-in': (e) => `Was put into group ${e.other} by hand`,
      'taken-out': (e) => `Was taken out of group ${e.other} by hand`,
      invite: (e) => `Invited as ${e.name}`,
      stage: (e) => `Added without invitation as ${e.name}`,
      adopt: (e) => `Taken over: the member ${e.name} was there already`,
      restore: () => 'Got the access back',
      revoke: () => 'Access revoked',
      remove: () => 'Removed from the organization',
      rekey: (e) => `External id changed from ${e.before} to ${e.after}`,
      update: (e) => (e.before ? `Changed from ${e.before} to ${e.after}` : 'Changed'),
    }),
    group: says({
      join: (e) => `${e.other} joined`,
      leave: (e) => `${e.other} left`,
      'put-in': (e) => `${e.other} was put in by hand`,
      'taken-out': (e) => `${e.other} was taken out by hand`,
      create: (e) => `Created as “${e.name}”`,
      adopt: (e) => `Taken over: the group “${e.name}” was there already`,
      delete: () => 'Deleted',
      empty: () => 'Emptied',
      rekey: (e) => `External id changed from ${e.before} to ${e.after}`,
      update: (e) => (e.before ? `Renamed from “${e.before}” to “${e.after}”` : 'Changed'),
    }),
    warning: (e: EventParts) => e.text,
    stopped: (e: EventParts) => `A guard stopped the sync; in its list: ${e.text}`,
  },
  warnings: 'Warnings',

  actions: {
    sync: 'Sync only this person',
    reinvite: 'Re-invite',
    again: 'Send again',
    /** By what the settings say. */
    offboard: codes({ revoke: 'Revoke now…', remove: 'Remove now…' }),
    /** What is asked before. */
    syncTitle: (name: string) => `Sync only ${name}?`,
    syncText:
      'The directory is read again, and only what differs for this person is sent. Everybody else waits for the next sync of all. All guards hold.',
    reinviteTitle: (name: string) => `Re-invite ${name}?`,
    reinviteText:
      'A sync of everybody starts at once and lets this person in again, if the directory has the account. All guards hold.',
    againTitle: (name: string) => `Send ${name} again?`,
    againText: 'A sync of everybody starts at once and sends this person again. All guards hold.',
    confirmSync: 'Sync',
    confirmReinvite: 'Re-invite and sync',
    confirmAgain: 'Send and sync',
    offboardTitle: (name: string) => `Take the access of ${name} away?`,
    offboardAsk: 'Looking what it means',
    means: {
      revoke: 'This revokes the access now.',
      remove: 'This removes the member from the organization now.',
      alreadyRevoke: 'The access is revoked already; it is only remembered that no sync gives it back.',
      alreadyRemove: 'Was offboarded before, and is no member of the organization.',
    },
    way: 'What is done',
    ways: { '': 'As the settings say', revoke: 'Revoke the access', remove: 'Remove the member' },
    confirmOffboard: 'Take the access away',
    offboarded: (name: string) => `The access of ${name} is taken away`,
    stopped: 'Stopped before anything was sent',
    busy: 'A sync runs; wait until it has ended.',
  },
};
