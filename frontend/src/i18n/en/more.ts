import { codes } from '../codes';
import { counter } from '../plural';

const count = counter('en');

/** Texts of the view "More". */
export const more = {
  title: 'More',
  description: 'Version, log, data and the way out.',
  chooseFile: 'Choose a file…',
  chooseAnother: 'Choose another file…',
  fileUnreadable: 'The file could not be read',
  fileTooLong: (name: string) => `“${name}” is longer than 1 MB and can’t be such a file.`,

  notices: 'Good to know',

  about: {
    title: 'About',
    version: 'Version',
    dataFolder: 'Data folder',
    profileFolder: 'Folder of this profile',
    openFolder: 'Open the data folder',
    copyDiagnostics: 'Copy diagnostics',
    diagnosticsHelp:
      'Diagnostics hold version, system and kinds of errors. No names, no addresses, no secrets.',
    licence:
      'The licences of the libraries inside come with the program. Bitwarden is a trademark of Bitwarden, Inc., which neither makes nor supports this program.',
  },

  updates: {
    title: 'Updates',
    check: 'Check for updates',
    never:
      'Nothing is installed by itself. Only the newest version is asked for, and only when you press the button.',
    newer: (version: string) => `Version ${version} is there`,
    newerHint: (current: string) => `This is version ${current}.`,
    open: 'Open its page',
    published: (date: string) => `Published on ${date}.`,
    verified: 'The list of its files is signed by who publishes this program.',
    unverified: 'Nobody can tell whether it comes from who publishes this program: it is not signed for it.',
    notes: 'What is new',
    newest: (version: string) => `Version ${version} is the newest`,
    off: 'Looking for updates is switched off by the setting update.check.',
    noAddress: 'It is not set where new versions are listed: the setting update.url is empty.',
    toSetting: 'Open this setting',
  },

  log: {
    title: 'Log',
    region: 'Lines of the log, the newest last',
    level: 'Level',
    levels: {
      debug: 'Everything',
      info: 'Info and above',
      warn: 'Warnings and errors',
      error: 'Errors only',
    },
    name: codes({ debug: 'Debug', info: 'Info', warn: 'Warning', error: 'Error' }),
    search: 'Search the log',
    follow: 'Follow',
    paused: 'New lines are not shown while Follow is off.',
    copy: 'Copy these lines',
    older: 'Show older lines',
    oldest: 'This is the beginning of the log.',
    most: (n: string) => `Not more than ${n} lines are shown at once. Search for what is older.`,
    newest: (n: number) => `${count(n, { one: 'new line', other: 'new lines' })}`,
    empty: 'The log is empty.',
    none: 'No line matches.',
  },

  cache: {
    title: 'Sync cache',
    text: 'What the last sync read and what the organization accepted, so that the next one is quick.',
    clear: 'Clear Sync Cache',
    confirmTitle: 'Clear the sync cache?',
    forgets:
      'Forgotten: what was read last, where reading goes on, what the organization accepted, what is still awaiting an answer, and when the last sync was.',
    stays: 'Settings, secrets, log-in and history stay.',
    next: 'The next sync reads and sends everything. It removes nobody: removals come back once a sync was accepted.',
    done: 'The sync cache is empty. Look at a test before the next sync.',
  },

  settings: {
    title: 'Settings as a file',
    text: 'To keep them, to compare them, or to set up another computer. Secrets are not in the file.',
    export: 'Export',
    as: (format: string) => `Export as ${format}`,
    import: 'Import…',
    importTitle: 'Import settings',
    importText: (profile: string) =>
      `All settings of the profile “${profile}” are replaced by those of a file that was exported before. What the file does not name goes back to its default.`,
    importSecrets: 'Stored secrets, log-in, sync cache and history stay.',
    importChecked: 'Everything is checked first. Where something is wrong, nothing changes.',
    content: 'What is in it',
    confirm: 'Replace all settings',
    problems: 'The file is not right yet',
    problemsHint: 'Nothing was changed. Correct the file and choose it again.',
    done: (n: number) => `${count(n, { one: 'setting', other: 'settings' })} imported`,
  },

  takeover: {
    title: 'Bitwarden’s connector',
    text: 'Takes over settings, sync times and log-in of Bitwarden Directory Connector from its data.json.',
    open: 'Take over…',
    dialog: 'Take over from Bitwarden’s connector',
    notFound: 'Its data.json is not in the usual places of this computer. Choose the file by hand.',
    from: 'From',
    organization: 'Organization',
    login: 'Log-in',
    loginTaken: 'is taken over',
    loginNot: 'is not taken over: log in afterwards',
    nothingYet: 'This is only a look: nothing has changed yet.',
    replaces: (profile: string) => `All settings of the profile “${profile}” will be replaced.`,
    taken: 'Taken over',
    skipped: 'Left behind',
    setting: 'Setting',
    value: 'Value',
    kept: 'a secret',
    old: 'There',
    reason: 'Reason',
    secrets: 'Secrets found',
    missing: 'Secrets missing',
    missingHelp: 'They are neither in the file nor in the keyring. Enter them in Settings.',
    differences: 'What is different here',
    notes: 'Notes',
    confirm: 'Take over',
    done: 'The settings were taken over',
    doneHint: 'Look at Settings, then at a test, before the first sync.',
    missingAfter: (n: number) =>
      `${count(n, { one: 'secret is', other: 'secrets are' })} missing: enter them in Settings.`,
    toSettings: 'Open Settings',
    toLogin: 'Log In',
  },

  appearance: { title: 'Appearance', text: 'System follows what the computer is set to.' },

  closing: {
    title: 'Closing the window',
    text: 'While automatic sync runs in this window.',
    legend: 'What closing the window does',
    ask: 'Ask each time',
    hide: 'Hide the window and keep syncing',
    quit: 'Stop syncing and quit',
  },

  shortcuts: {
    title: 'Keyboard',
    text: 'Everything can be done without a mouse.',
    show: 'Show keyboard shortcuts',
  },

  account: {
    title: 'Log-in',
    organization: 'Organization',
    server: 'Server',
    id: 'Organization id',
    clientId: 'Client ID',
    nobody: 'Nobody is logged in.',
    unnamed: 'Not known yet',
    logIn: 'Log In',
  },
};
