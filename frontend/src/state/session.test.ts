import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '../backend/error';
import { fakeBackend } from '../backend/fake';
import { sampleState } from '../backend/fake/company';
import { sampleJob } from '../backend/fake/jobs';
import type { Job, State } from '../backend/contract';
import { useLanguage } from '../i18n/index.svelte';
import { Session } from './session.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** begin starts a session on a fake whose State is answered by hand, in any order. */
function begin(watched = true) {
  const fake = fakeBackend();
  const answers: ((state: State | BackendError) => void)[] = [];
  fake.state = () =>
    new Promise((resolve, reject) =>
      answers.push((state) => (state instanceof BackendError ? reject(state) : resolve(state))),
    );
  const session = new Session(fake, () => watched);
  void session.start();
  const answer = async (state: Partial<State> | BackendError) => {
    answers.shift()?.(state instanceof BackendError ? state : { ...sampleState(), ...state });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { fake, session, answers, answer };
}

const job = (more: Partial<Job>) =>
  sampleJob({ id: 'test-1', kind: 'test', state: 'running', started: '2026-11-23T14:00:00Z', ...more });

describe('the state', () => {
  it('is asked once more after events that came while a question was out', async () => {
    const { fake, session, answers, answer } = begin();
    fake.jobs.emit('state');
    fake.jobs.emit('state');
    expect(answers).toHaveLength(1);
    await answer({ members: 1 });
    expect(session.state?.members).toBe(1);
    expect(answers).toHaveLength(1);
    await answer({ members: 2 });
    expect(session.state?.members).toBe(2);
    expect(answers).toHaveLength(0);
  });

  it('stays on the page while the program does not answer, and recovers', async () => {
    const { fake, session, answer } = begin();
    await answer({ members: 7 });
    fake.jobs.emit('state');
    await answer(new BackendError({ code: 'offline', message: 'nobody answers' }));
    expect(session.error?.code).toBe('offline');
    expect(session.state?.members).toBe(7);
    fake.jobs.emit('state');
    await answer({ members: 8 });
    expect(session.error).toBeNull();
    expect(session.state?.members).toBe(8);
  });

  it('is marked as old within ten seconds where the program is silent, and not any more once it answers', async () => {
    const { session, answer } = begin();
    await answer({ members: 7 });
    expect(session.phase.is).not.toBe('stale');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.stale).toBeGreaterThan(0);
    expect(session.phase.is).toBe('stale');
    expect(session.state?.members).toBe(7);
    await answer({ members: 8 });
    expect(session.stale).toBe(0);
    expect(session.phase.is).not.toBe('stale');
  });

  it('is not asked any more once the session was stopped', async () => {
    const { fake, session, answers, answer } = begin();
    await answer({});
    session.stop();
    fake.jobs.emit('state');
    expect(answers).toHaveLength(0);
  });
});

describe('a job', () => {
  it('is not put back by an older answer of State', async () => {
    const { fake, session, answer } = begin();
    await answer({});
    fake.jobs.emit('job', job({ state: 'done' }));
    await answer({ jobs: [job({ state: 'running' })] });
    expect(session.jobs.test?.state).toBe('done');
    expect(session.running('test')).toBeNull();
  });

  it('gives way to a newer one of its kind', async () => {
    const { fake, session, answer } = begin();
    await answer({ jobs: [job({ state: 'done' })] });
    // The clock was set back meanwhile.
    fake.jobs.emit('job', job({ id: 'test-2', number: 2, started: '2026-11-23T13:01:00Z' }));
    expect(session.running('test')?.id).toBe('test-2');
    fake.jobs.emit('job', job({ state: 'done' }));
    expect(session.running('test')?.id).toBe('test-2');
  });

  it('of another profile is not shown', async () => {
    const { fake, session, answer } = begin();
    await answer({});
    fake.jobs.emit('job', job({ profile: 'school' }));
    expect(session.jobs.test).toBeUndefined();
  });
});

describe('the phase', () => {
  const automatic = sampleState().automatic;
  const cases: [string, Partial<State>, string][] = [
    ['is waiting between automatic syncs', {}, 'waiting'],
    [
      'is running while automatic sync works',
      { automatic: automatic && { ...automatic, state: 'running' } },
      'running',
    ],
    [
      'is elsewhere while another process syncs',
      { holder: { pid: 1, since: '', what: 'sync' } },
      'elsewhere',
    ],
    ['is off without automatic sync', { automatic: null }, 'off'],
    ['is not set up before the settings are right', { automatic: null, configured: false }, 'notSetUp'],
    [
      'is not logged in without a key',
      { automatic: null, account: { ...sampleState().account, loggedIn: false } },
      'notLoggedIn',
    ],
    ['is running while a sync by hand runs', { jobs: [job({ kind: 'sync', id: 'sync-1' })] }, 'running'],
  ];
  it.each(cases)('%s', async (_, state, want) => {
    const { session, answer } = begin();
    expect(session.phase.is).toBe('loading');
    await answer(state);
    expect(session.phase.is).toBe(want);
  });
});

describe('the last sync', () => {
  const { automatic, lastRun } = sampleState();
  if (!automatic || !lastRun) throw new Error('the sample has both');
  const since = Date.parse(automatic.since);
  const at = (minutes: number) => new Date(since + minutes * 60_000).toISOString();
  const run = (more: Partial<typeof lastRun>) => ({ ...lastRun, end: at(5), ...more });
  const failing = { ...automatic, failures: 2 };
  const cases: [string, Partial<State>, string][] = [
    ['is none before the first', { lastRun: null }, 'none'],
    ['is how the last run ended', { lastRun: run({ result: 'stopped' }) }, 'stopped'],
    [
      'failed by hand too',
      { automatic: null, lastRun: run({ result: 'failed', trigger: 'manual' }) },
      'failed',
    ],
    ['failed, though no run tells it', { automatic: failing, lastRun: null }, 'failed'],
    [
      'failed since the last run',
      { automatic: failing, lastRun: run({ result: 'done', end: at(-5) }) },
      'failed',
    ],
    [
      'failed after an automatic one that worked',
      { automatic: failing, lastRun: run({ result: 'done', trigger: 'automatic' }) },
      'failed',
    ],
    [
      'is done where one by hand worked after failures',
      { automatic: failing, lastRun: run({ result: 'done', trigger: 'manual' }) },
      'done',
    ],
  ];
  it.each(cases)('%s', async (_, state, want) => {
    const { session, answer } = begin();
    await answer(state);
    const phase = session.phase;
    expect('last' in phase && phase.last).toBe(want);
  });
});

describe('a toast', () => {
  it('of an error goes once the same thing went well, or failed otherwise', () => {
    const session = new Session(fakeBackend());
    session.fail(new Error('another error'));
    session.fail(new Error('not a plan'), 'plan');
    session.fail(new Error('too long'), 'plan');
    expect(session.toasts.map(({ text }) => text)).toEqual(['Another error', 'Too long']);
    session.toast('friday.json is shown', 'success', 'plan');
    expect(session.toasts.map(({ text }) => text)).toEqual(['Another error', 'friday.json is shown']);
    session.fail(new Error('no'), 'plan');
    session.settle('plan');
    expect(session.toasts.map(({ text }) => text)).toEqual(['Another error']);
  });

  it('goes by itself, but an error stays until it is dismissed', async () => {
    const { session } = begin();
    session.toast('Saved');
    session.fail('no');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.toasts.map((toast) => toast.text)).toEqual(['no']);
    session.dismiss(session.toasts[0]?.id ?? 0);
    expect(session.toasts).toEqual([]);
  });
});

describe('what the menu of the window could not do', () => {
  afterEach(async () => useLanguage(['en']));

  it('is said in the language of the page', async () => {
    await useLanguage(['de']);
    const { fake, session } = begin();
    fake.jobs.emit(
      'problem',
      new BackendError({
        code: 'failed',
        message: 'no program found to open it: exec: "xdg-open": executable file not found in $PATH',
        hint: 'The folder is /home/ada/.config/Directory Connector.',
      }),
    );
    expect(session.toasts.map(({ text }) => text)).toEqual([
      'Kein Programm gefunden, das es öffnet: exec: "xdg-open": kein solches Programm in $PATH – Der Ordner ist /home/ada/.config/Directory Connector.',
    ]);
  });
});

describe('what other programs do', () => {
  it('is asked for now and then while somebody watches', async () => {
    const { answers, answer } = begin();
    await answer({});
    await vi.advanceTimersByTimeAsync(15_000);
    expect(answers).toHaveLength(1);
  });

  it('is not asked for while nobody does', async () => {
    const { answers, answer } = begin(false);
    await answer({});
    await vi.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(0);
  });
});
