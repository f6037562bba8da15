import type { Backend, Job, JobKind, State } from '../backend/contract';
import { BackendError, toBackendError } from '../backend/error';
import { withNames } from '../i18n/index.svelte';
import { problemHint, problemText } from '../i18n/troubles';
import { Again, LastWanted } from '../lib/turn';
import type { Toast } from '../ui/Toasts.svelte';

/** Last is how the last sync ended, by hand or automatic; "none" before the first. */
export type Last = 'none' | 'done' | 'failed' | 'stopped' | 'cancelled' | 'interrupted';

/** Phase is what the profile does, in the words of the state pill. */
export type Phase =
  | { is: 'loading' }
  | { is: 'stale' }
  | { is: 'notSetUp' }
  | { is: 'notLoggedIn' }
  | { is: 'running' }
  | { is: 'elsewhere' }
  | { is: 'waiting'; until: string; last: Last }
  | { is: 'gone' }
  | { is: 'off'; last: Last };

/** How long a toast stays, in milliseconds. */
const toastTime = 6000;

/** How often the program is asked while somebody watches, and how long it may take to answer. */
const tickTime = 5000;
const patience = 4000;

/**
 * Session is what all views share: the last State, the jobs as they go on, the
 * connection, short messages, and a clock. It is made once, in App.svelte.
 */
export class Session {
  /** The last known state; null until the first answer. */
  state: State | null = $state.raw(null);
  /** Why the last question for the state failed. */
  error: BackendError | null = $state.raw(null);
  /** Since when the program has not answered, in milliseconds; 0 where it does: what is shown may be old. */
  stale = $state(0);
  /** The running or last job of each kind, of the profile that is shown. */
  jobs: Partial<Record<JobKind, Job>> = $state.raw({});
  /** The present in milliseconds; ticks every few seconds, for relative times. */
  now = $state(Date.now());
  toasts: Toast[] = $state.raw([]);
  /** The profile that was chosen, until the program is on it; empty for none. */
  wanted = $state('');

  readonly profile: string = $derived(this.state?.profile ?? '');
  readonly loggedIn: boolean = $derived(this.state?.account.loggedIn ?? false);
  readonly phase: Phase = $derived(this.stale ? { is: 'stale' } : phaseOf(this.state, this.jobs.sync));

  #off: (() => void)[] = [];
  readonly #states = new Again(() => this.#ask());
  readonly #profiles = new LastWanted((name: string) => this.backend.useProfile(name));
  #toastID = 0;

  /** watched tells whether somebody can see the pages. */
  constructor(
    private readonly backend: Backend,
    private readonly watched = () => document.visibilityState === 'visible',
  ) {}

  /** start subscribes to events and asks for the first state; it ends once that has come. */
  start(): Promise<void> {
    const clock = setInterval(() => this.#tick(), tickTime);
    this.#off = [
      () => clearInterval(clock),
      this.backend.on('state', () => void this.refresh()),
      this.backend.on('job', (job) => this.started(job)),
      this.backend.on('problem', (problem) => this.fail(problem)),
    ];
    return this.refresh();
  }

  // Other programs (bwdc run, bwdc config) raise no event here: look now and
  // then, while somebody watches.
  #tick(): void {
    this.now = Date.now();
    if (this.watched()) void this.refresh();
  }

  /** stop ends all subscriptions. */
  stop(): void {
    for (const off of this.#off) off();
    this.#off = [];
  }

  /**
   * refresh asks for the state. One question is out at a time; calls meanwhile
   * make one more question after it, so that what is shown is never older than
   * the last call. The promise ends once the state is as new as this call.
   */
  refresh(): Promise<void> {
    return this.#states.run();
  }

  async #ask(): Promise<void> {
    const asked = Date.now();
    // A program that hangs keeps the connection, and is silent.
    const silent = setTimeout(() => (this.stale = asked), patience);
    try {
      const state = await this.backend.state();
      this.state = state;
      this.jobs = merge(this.jobs, state);
      this.error = null;
    } catch (reason) {
      this.error = toBackendError(reason);
    } finally {
      clearTimeout(silent);
      this.stale = 0;
    }
    this.now = Date.now();
  }

  /** use goes to another profile; of several that are chosen quickly to the last. */
  async use(name: string): Promise<void> {
    this.wanted = name;
    try {
      await this.#profiles.want(name);
      this.settle('profile');
    } catch (reason) {
      if (this.wanted === name) this.fail(reason, 'profile');
    }
    await this.refresh();
    if (this.wanted === name) this.wanted = '';
  }

  /** started takes a job: from the answer of the call that began it, or from an event. */
  started(job: Job): void {
    if (this.state && job.profile !== this.state.profile) return;
    const kind = job.kind as JobKind;
    if (!older(job, this.jobs[kind])) this.jobs = { ...this.jobs, [kind]: job };
    // The end of a job changes times, counts and what can be done next.
    if (job.state !== 'running') void this.refresh();
  }

  /** running is the job of that kind that goes on, or null. */
  running(kind: JobKind): Job | null {
    const job = this.jobs[kind];
    return job?.state === 'running' ? job : null;
  }

  /**
   * toast shows a short message that goes by itself; errors stay, but for one about
   * the same thing: what came of that last overtakes what is told of it before.
   */
  toast(text: string, kind: Toast['kind'] = 'success', about = ''): void {
    this.settle(about);
    const id = ++this.#toastID;
    this.toasts = [...this.toasts.slice(-3), { id, kind, text, about }];
    if (kind !== 'error') setTimeout(() => this.dismiss(id), toastTime);
  }

  /** settle takes away what is told about something that went well by now. */
  settle(about: string): void {
    if (about !== '') this.toasts = this.toasts.filter((toast) => toast.about !== about);
  }

  /** fail shows an error that has no place of its own. */
  fail(reason: unknown, about = ''): void {
    const error = toBackendError(reason);
    const hint = withNames(problemHint(error));
    this.toast(hint ? `${problemText(error)} – ${hint}` : problemText(error), 'error', about);
  }

  /** dismiss takes a message away. */
  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}

function merge(known: Partial<Record<JobKind, Job>>, state: State): Partial<Record<JobKind, Job>> {
  const jobs: Partial<Record<JobKind, Job>> = {};
  for (const job of [...state.jobs].reverse()) {
    const kind = job.kind as JobKind;
    const before = known[kind];
    // An event may have overtaken the answer.
    jobs[kind] = before?.profile === state.profile && older(job, before) ? before : job;
  }
  return jobs;
}

// older tells whether a is behind b: an earlier job, or the same one less far on.
function older(a: Job, b: Job | undefined): boolean {
  if (!b) return false;
  if (a.id !== b.id) return a.number < b.number;
  return a.state === 'running' && b.state !== 'running';
}

function phaseOf(state: State | null, sync: Job | undefined): Phase {
  if (!state) return { is: 'loading' };
  if (sync?.state === 'running') return { is: 'running' };
  const automatic = state.automatic;
  if (automatic?.state === 'running') return { is: 'running' };
  if (state.holder) return { is: 'elsewhere' };
  if (automatic?.state === 'waiting') {
    return { is: 'waiting', until: automatic.nextRun, last: lastOf(state) };
  }
  if (automatic?.state === 'ended without notice') return { is: 'gone' };
  if (!state.configured) return { is: 'notSetUp' };
  if (!state.account.loggedIn) return { is: 'notLoggedIn' };
  return { is: 'off', last: lastOf(state) };
}

/** lastOf tells how the last sync ended. */
export function lastOf(state: State): Last {
  const [run, automatic] = [state.lastRun, state.automatic];
  // One that failed before it could begin is in no history.
  const unseen =
    !run || (automatic && Date.parse(run.end) < Date.parse(automatic.since)) || run.trigger === 'automatic';
  const result = (run?.result ?? 'none') as Last;
  if (automatic && automatic.failures > 0 && unseen && ['none', 'done'].includes(result)) return 'failed';
  return result;
}
