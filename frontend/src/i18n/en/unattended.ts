import { counter } from '../plural';

const count = counter('en');

/** Texts about syncs that nobody looks at: when they begin, and who is told. */
export const unattended = {
  schedule: {
    weekdays: 'on weekdays',
    weekends: 'on weekends',
    days: (list: string) => `on ${list}`,
    everyDay: 'every day',
    between: (from: string, to: string) => `from ${from} to ${to}`,
    rest: 'otherwise',
    minutes: (n: number) => `every ${count(n, { one: 'minute', other: 'minutes' })}`,
    hours: (n: number) => (n === 1 ? 'every hour' : `every ${count(n, { other: 'hours' })}`),
    at: (list: string) => `at ${list}`,
    always: 'always',
    begins: (words: string, zone: string) => `Automatic syncs begin ${words} (${zone}).`,
    next: (times: string) => `The next three: ${times}.`,
    quiet: (words: string, zone: string) => `Nothing that removes is sent ${words} (${zone}).`,
    quietNow: (until: string) => `That is now, until ${until}.`,
  },
  notices: {
    title: 'Who was told what',
    description: 'What became of the last notifications, newest first.',
    test: 'Send a test',
    unsaved: 'The test uses the saved settings: save your changes first.',
    sent: 'Everybody got the test.',
    failed: 'Not everybody got the test',
    none: 'Nobody was told anything yet.',
    when: 'When',
    way: 'Way',
    what: 'What',
    result: 'Result',
    taken: 'Taken',
    notTaken: 'Not taken',
    ways: {
      mail: 'Mail',
      webhook: 'Webhook',
      heartbeat: 'Heartbeat',
      'event log': 'Event log',
    } as Record<string, string>,
    events: {
      test: 'Test',
      failure: 'Failure',
      stopped: 'Stopped by a guard',
      recovery: 'Recovery',
      drift: 'Changed by hand',
      changes: 'Changes',
      summary: 'Summary',
      credentials: 'A credential ends soon',
    } as Record<string, string>,
  },
  postponed: {
    title: (n: number) =>
      `${count(n, { one: 'change waits', other: 'changes wait' })} for the end of the quiet window`,
    until: (time: string) =>
      `Until ${time} nothing that removes is sent. The first sync after that sends it.`,
    then: 'The first sync after the quiet window sends it.',
    first: (n: string) => `The first ${n}:`,
    leaves: (n: number) => count(n, { one: 'membership goes', other: 'memberships go' }),
  },
};
