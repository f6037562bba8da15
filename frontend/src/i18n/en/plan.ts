import type { Action } from '../codes.gen';
import { codes } from '../codes';
import { counter } from '../plural';

const count = counter('en');

const people = (n: number) => count(n, { one: 'person', other: 'people' });

/** Texts of the plan: what a sync would do, by name. */
export const plan = {
  title: 'What a sync would do',
  titleDone: 'What the sync did',
  /** Of a plan that a sync has gone past. */
  titlePast: 'An earlier plan',
  past: 'What a sync would have done then',
  of: (when: string) => `Tested ${when}`,
  done: (when: string) => `Done ${when}`,
  ofFile: (name: string, when: string) => `Saved plan ${name}, made ${when}`,
  empty:
    'There is no test to show. Test Now reads the directory and shows by name who would join, leave or change. It sends nothing.',
  none: 'Nothing to do: the organization is as the directory has it.',
  noneStopped: 'Nothing would be sent.',
  noneFound: 'Nobody to invite: no person and no group was found that a sync would send.',

  open: 'Open a saved plan…',
  opened: (name: string) => `${name} is shown`,
  tooLarge: 'A plan of more than 60 MB can only be applied by the command line.',
  save: 'Save',
  saveAs: {
    plan: 'Plan file, to apply it later (JSON)',
    csv: 'Table of all changes (CSV)',
    html: 'Report to read and print (HTML)',
    test: 'Users and groups of the directory (JSON)',
    testCsv: 'Users and groups of the directory (CSV)',
  },
  report: {
    about: (profile: string, made: string, version: string) =>
      `Profile ${profile}, made ${made} by version ${version}.`,
    stop: 'A sync would stop:',
    before: (name: string) => `was ${name}`,
    member: '1 member',
    members: (n: string) => `${n} members`,
    notInIt: 'no longer in it in the directory',
  },

  /** The sum of it, losses first. */
  leave: (removed: number, revoked: number) =>
    removed === 0
      ? `${people(revoked)} ${revoked === 1 ? 'loses' : 'lose'} access and ${revoked === 1 ? 'stays a member' : 'stay members'}`
      : revoked === 0
        ? `${people(removed)} ${removed === 1 ? 'is' : 'are'} removed`
        : `${people(removed)} removed, ${people(revoked)} without access`,
  join: (n: number) => `${people(n)} ${n === 1 ? 'joins' : 'join'}`,
  change: (n: number) => `${count(n, { one: 'member changes', other: 'members change' })}`,
  groups: (n: number) => `${count(n, { one: 'group changes', other: 'groups change' })}`,
  groupsNew: (n: number) => `${count(n, { one: 'new group', other: 'new groups' })}`,
  groupsGone: (n: number) => `${count(n, { one: 'group is', other: 'groups are' })} deleted`,
  /** The same once it was done. */
  did: {
    leave: (removed: number, revoked: number) =>
      removed === 0
        ? `${people(revoked)} lost access and ${revoked === 1 ? 'stayed a member' : 'stayed members'}`
        : revoked === 0
          ? `${people(removed)} ${removed === 1 ? 'was' : 'were'} removed`
          : `${people(removed)} removed, ${people(revoked)} without access`,
    join: (n: number) => `${people(n)} joined`,
    change: (n: number) => `${count(n, { one: 'member', other: 'members' })} changed`,
    groups: (n: number) => `${count(n, { one: 'group', other: 'groups' })} changed`,
    groupsNew: (n: number) => `${count(n, { one: 'new group', other: 'new groups' })}`,
    groupsGone: (n: number) => `${count(n, { one: 'group was', other: 'groups were' })} deleted`,
  },
  memberships: (joins: string, leaves: string) => `Memberships: ${joins} more, ${leaves} fewer`,
  unlisted: 'This server does not show what becomes of what is sent.',
  unseen:
    'The organization could not be asked, or not for everything: what is missing is compared with what earlier syncs sent. “Warnings” says why.',
  beforeLogin: 'Not compared with the organization yet: nobody was logged in.',
  seats: {
    used: (before: string, after: string) =>
      before === after ? `Seats: at least ${before} used` : `Seats: at least ${before} used, then ${after}`,
    bought: (n: string) => `${n} bought`,
    buys: (n: number) =>
      `the cloud buys ${count(n, { one: 'seat', other: 'seats' })} by itself, charged at once`,
    limit: (n: string) => `at most ${n}`,
    unknown: 'the server does not tell how many there are',
  },

  sync: (n: number) => (n === 1 ? 'Sync this change' : `Sync these ${count(n, { other: 'changes' })}`),
  syncHelp: 'Does exactly what is shown here, or nothing.',
  /** Why exactly this can’t be synced. */
  because: {
    draft: 'These settings are not saved yet: save them first.',
    notLoggedIn: 'To sync it, log in first.',
    final: 'What stops it can’t be allowed as it is.',
    stops: 'See above what stops it.',
    first: 'Answer the question above first.',
  },
  outdated: {
    settings: 'Other settings hold since this test',
    login: 'This test was made before the log-in',
    sync: 'A sync has run since this test',
    applied: 'This has been carried out',
    age: 'This is over a day old',
    hint: 'What follows is how it was then. A sync may do something else now.',
    loginHint: 'Test again: then it is compared with the organization, and can be carried out.',
    appliedHint: 'What follows is what was done.',
  },
  differs: {
    title: (n: number) =>
      `Outdated: ${count(n, { one: 'change is', other: 'changes are' })} not as shown, so nothing was sent`,
    text: 'The directory or the organization has changed since the test.',
    caption: 'What differs',
    shown: 'Shown',
    now: 'Now',
    nothing: 'nothing',
    search: 'Search what differs',
  },

  stop: {
    title: 'A sync would stop here',
    titleSync: 'The last sync was stopped',
    when: (time: string) => `${time}. Nothing was sent.`,
    test: 'Nothing is sent before somebody allows exactly this.',
    testNever: 'Nothing is sent as long as this is so.',
    since: 'Since the last good sync',
    users: (before: string, now: string) => `${before} people then, ${now} now`,
    groups: (before: string, now: string) => `${before} groups then, ${now} now`,
    same: 'As many people and groups as then',
    settings: 'Other settings:',
    openRun: (time: string) => `Sync of ${time}`,
    filter: 'Open the filter',
    allow: 'Allow exactly these…',
    wait: 'Wait',
    waiting: 'Nothing is sent meanwhile; automatic sync asks again each time.',
    show: 'Show again',
  },

  search: 'Search people and groups',
  tabs: {
    label: 'Parts of the plan',
    joins: 'Joins',
    leaves: 'Leaves',
    changes: 'Changes',
    groups: 'Groups',
    leftOut: 'Warnings',
    byHand: 'By hand',
    everybody: 'Everybody',
  },
  nobody: {
    joins: 'Nobody joins.',
    leaves: 'Nobody leaves.',
    changes: 'No member changes.',
    groups: 'No group changes.',
    leftOut: 'There are no warnings, and nobody is left out.',
    byHand: 'Nobody changed anything by hand.',
  },
  why: 'Reason',
  allReasons: 'All reasons',
  reasonOption: (words: string, n: string) => `${words} (${n})`,
  columns: {
    what: 'What',
    who: 'Who',
    why: 'Why',
    externalId: 'External id',
    beforeAfter: 'Before and after',
    entry: 'Entry',
  },
  actions: codes({
    remove: 'Remove',
    revoke: 'Revoke access',
    restore: 'Restore access',
    invite: 'Invite',
    stage: 'Add without invitation',
    adopt: 'Give external id',
    rekey: 'Other external id',
    update: 'Change',
    create: 'New group',
    empty: 'Empty',
    delete: 'Delete',
  } satisfies Record<Action, string>),
  renamed: (before: string, after: string) => `${before} → ${after}`,
  more: (n: string) => `${n} more`,
  less: (n: string) => `${n} fewer`,
  membersThen: (n: number) => `${count(n, { one: 'member', other: 'members' })} then`,
  comes: (name: string) => `Coming to ${name}`,
  goes: (name: string) => `Leaving ${name}`,
  comesTitle: 'Come',
  goesTitle: 'Go',
  searchMembers: (name: string) => `Search who comes and goes in ${name}`,
  missing: (n: number) =>
    `${count(n, { one: 'group', other: 'groups' })} in the organization left the directory or the filter`,
  missingFirst: (n: string) => `The first ${n}:`,
  collections: (names: string) => `gives access to ${names}`,
  putIn: 'Put in:',
  takenOut: 'Taken out:',
  andMore: (n: string) => `and ${n} more`,
  lists: {
    label: 'List',
    enabled: (n: string) => `Enabled (${n})`,
    disabled: (n: string) => `Disabled (${n})`,
    deleted: (n: string) => `Deleted (${n})`,
    groups: (n: string) => `Groups (${n})`,
  },
  noLists: 'A saved plan holds what changes, not everybody. Test Now reads the directory.',
};
