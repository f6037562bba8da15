import type { Background, Backend, SentNotice } from '../contract';
import { ago } from './company';
import type { Jobs } from './jobs';

/** noService is where nothing syncs without the program. */
const noService: Background = {
  possible: true,
  installed: false,
  name: '',
  state: '',
  exit: 0,
  boot: false,
  asks: false,
  whileLoggedIn: false,
};

/** service is one that syncs. */
export const service: Background = {
  ...noService,
  installed: true,
  name: 'bwdc.service',
  state: 'running',
  boot: true,
};

/** What became of the last notices of the sample company, newest first. */
const sampleNotices: SentNotice[] = [
  notice(12, 'mail', 'recovery', 'Syncs work again', ''),
  notice(75, 'webhook', 'failure', 'A sync failed', 'webhook at hooks.example.com: HTTP 503'),
  notice(75, 'mail', 'failure', 'A sync failed', ''),
];

function notice(minutes: number, channel: string, event: string, title: string, error: string): SentNotice {
  return { at: ago(minutes), channel, event, title, runId: '1000', error };
}

/** unattended is about syncs that nobody looks at. */
export function unattended(jobs: Jobs): Backend['unattended'] {
  let background = noService;
  let notices = sampleNotices;
  return {
    background: async () => background,
    keepSyncing: async () =>
      jobs.start('service', {}, () => {
        background = service;
        return {};
      }),
    stopKeepingSyncing: async () =>
      jobs.start('service', {}, () => {
        background = noService;
        return {};
      }),
    schedule: async (r) => {
      const weekdays = { days: [1, 2, 3, 4, 5], from: '07:00', to: '19:00', every: 0, at: [], rest: false };
      const hourly = { days: [], from: '', to: '', every: 60, at: [], rest: true };
      return {
        times: r.set['sync.times'] ? [{ ...weekdays, every: 15 }, hourly] : [],
        zone: 'CET, UTC+01:00',
        next: r.set['sync.times'] ? [ago(-15), ago(-30), ago(-45)] : [],
        quiet: r.set['sync.quiet'] ? [weekdays] : [],
        quietUntil: r.set['sync.quiet'] ? ago(-300) : '',
      };
    },
    testNotices: async () =>
      jobs.start('notify', {}, () => {
        notices = [notice(0, 'mail', 'test', 'This is a test', ''), ...notices];
        return {};
      }),
    notices: async () => notices,
  };
}
