import { counter } from '../plural';

const count = counter('en');

/** Texts of the first steps: what is left to do until a profile syncs by itself. */
export const first = {
  title: 'First steps',
  progress: (done: number, total: number) => `${done} of ${total} done`,
  done: 'Done',
  now: 'Now',
  later: 'Later',

  steps: {
    directory: 'Directory',
    check: 'Connection',
    people: 'People and groups',
    login: 'Log in',
    plan: 'Plan',
    sync: 'First sync',
    automatic: 'By itself',
  },
  /** What to do in the step that is open. */
  what: {
    directory: 'Say where users and groups are read from.',
    tried: 'The settings are tried, but not saved yet. If the test shows the right people, save and go on.',
    check: 'See whether the directory answers. Nothing is changed.',
    people: 'Read the users and groups, and look whether these are the right ones. Nothing is sent.',
    login: 'Log in with the API key of the organization that receives them.',
    plan: 'Compare with the organization: who would join, leave or change. Nothing is sent.',
    sync: 'Look through what a sync would do, and then sync exactly that.',
    automatic: 'From now on the organization can follow the directory without anybody looking.',
  },
  act: {
    directory: 'Set up the directory',
    directoryOn: 'Go on with the settings',
    tried: 'Show the result',
    check: 'Check the connection',
    people: 'Read users and groups',
    login: 'To the log-in',
    plan: 'Make the plan',
    sync: 'Show the plan',
    automatic: (n: number) => `Sync every ${count(n, { one: 'minute', other: 'minutes' })}`,
    later: 'Not now',
  },
  automaticHelp: 'It goes on as long as this program runs.',
  found: {
    answers: 'it answers',
    people: (people: number, groups: number, number: (n: number) => string) =>
      `${number(people)} ${people === 1 ? 'person' : 'people'}, ${number(groups)} ${groups === 1 ? 'group' : 'groups'}`,
    changes: (n: number) => count(n, { one: 'change', other: 'changes' }),
    known: (members: number, groups: number) =>
      `${count(members, { one: 'member', other: 'members' })}, ${count(groups, { one: 'group', other: 'groups' })}`,
  },

  /** Settings of which something is only missing as yet. */
  notReady: 'Not ready:',
  lacks: (n: number) =>
    `Not ready: ${count(n, { one: 'setting is', other: 'settings are' })} still missing or not right.`,
  checkFailed: 'The directory does not answer as it should',
  foundNobody:
    'The directory answers, but the test found nobody and no group: see where it searches, and the filters.',
  next: (step: string) => `Next: ${step}`,
  toDashboard: 'Go on in Dashboard',

  saveAndGoOn: 'Save and go on',
  saved: 'Settings saved',
  saveFailed: 'The settings were not saved',
  draftHelp: 'The test used settings that are not saved yet. If it shows the right people, save them.',
  back: 'Back to the settings',
};
