import { createContext } from 'svelte';
import {
  noAllowance,
  noDraft,
  type Backend,
  type Finding,
  type Job,
  type SyncRequest,
  type TestResult,
} from '../../backend/contract';
import { toBackendError, type BackendError } from '../../backend/error';
import { Turn } from '../../lib/turn';
import type { Session } from '../../state/session.svelte';
import { allowance } from './words';

/** What is asked for, until the program has answered. */
export type Asking = 'test' | 'sync' | 'automatic' | 'cancel';

/**
 * Commands is what the buttons of the dashboard do. One call is out at a time, the
 * next one waits for its end, and one that was asked for twice meanwhile is made
 * once; a stop waits for nothing. Why the last one was refused is kept until the
 * next one.
 */
export class Commands {
  /** Why the program refused the last call. */
  refused: BackendError | null = $state.raw(null);
  /** The job that was begun on this page last: its end may take the focus. */
  begun = $state('');
  /** The plan on the screen; null for none, and where the newest is still to come. */
  shown: TestResult | null = $state.raw(null);
  /** Grows when somebody is to be brought to the question that is open. */
  question = $state(0);
  /** The stop that somebody wants to leave as it is for now. */
  waiting = $state('');
  /** Asks whether a service is to sync from now on; null where there can be none. */
  keepSyncing: (() => void) | null = $state.raw(null);
  /** Where the focus goes when what was pressed is gone. */
  place: HTMLElement | undefined = $state();
  /** What the last sync that was ordered here was to do. */
  #last: Partial<SyncRequest> = {};
  #asked: readonly Asking[] = $state.raw([]);
  #left = false;
  readonly #turn = new Turn();

  /** because is the id of the element that tells why a button can't be pressed. */
  constructor(
    private readonly backend: Backend,
    private readonly session: Session,
    readonly because: string,
  ) {}

  /** asks tells whether one of these was asked for and has no answer yet. */
  asks(...what: Asking[]): boolean {
    return this.#asked.some((one) => what.includes(one));
  }

  /** leave says that nobody sees any more why something is refused: the shell tells it. */
  leave(): void {
    this.#left = true;
  }

  /** test shows what a sync would do. */
  test(sinceLast: boolean): Promise<boolean> {
    return this.#do('test', async () =>
      this.#began(await this.backend.test({ draft: noDraft(), sinceLast })),
    );
  }

  /** planned is the plan on the screen, if a sync can do exactly that. */
  get planned(): TestResult | null {
    return this.session.state?.test?.applies ? this.shown : null;
  }

  /**
   * sync does what is on the screen, where that is a plan that can be carried
   * out; where that would stop, it shows why. Else it syncs what there is now.
   */
  sync(): Promise<boolean> {
    return this.planned ? this.apply() : this.syncNow();
  }

  /** syncNow reads the directory and syncs, whatever is on the screen; full sends everything again. */
  syncNow(full = false): Promise<boolean> {
    return this.#order({ full });
  }

  /** apply does exactly what the plan on the screen says. */
  async apply(): Promise<boolean> {
    const plan = this.planned;
    if (!plan) return false;
    if (plan.stop.length > 0) {
      this.question++;
      return false;
    }
    return this.#sync({ plan: plan.plan });
  }

  /** allow syncs and lets exactly these findings pass, once: those of the plan, or of the last sync. */
  allow(findings: readonly Finding[], kind: 'test' | 'sync'): Promise<boolean> {
    this.place?.focus();
    const what = kind === 'test' ? { plan: this.planned?.plan ?? '' } : this.#last;
    return this.#sync({ ...what, ...allowance(findings) });
  }

  /** syncOnly syncs one person, by external id. */
  syncOnly(only: string): Promise<boolean> {
    return this.#order({ only });
  }

  /** syncAgain syncs everybody, and invites or sends one person again. */
  syncAgain(again: string): Promise<boolean> {
    return this.#order({ again: [again] });
  }

  #order(what: Partial<SyncRequest>): Promise<boolean> {
    this.#last = what;
    return this.#sync(what);
  }

  #sync(more: Partial<SyncRequest>): Promise<boolean> {
    const request = { full: false, plan: '', only: '', again: [], ...noAllowance, ...more };
    return this.#do('sync', async () => this.#began(await this.backend.sync(request)));
  }

  /** start starts the automatic sync. */
  start(): Promise<boolean> {
    return this.#do('automatic', () => this.backend.startAutomatic());
  }

  /** stop ends the automatic sync. */
  stop(): Promise<boolean> {
    return this.#do('automatic', () => this.backend.stopAutomatic());
  }

  /** cancel asks a job to end; its end comes as an event. */
  cancel(job: Job): Promise<boolean> {
    this.place?.focus();
    return this.#once('cancel', () => this.#call(() => this.backend.cancel(job.id)));
  }

  #began(job: Job): void {
    this.begun = job.id;
    this.session.started(job);
  }

  #do(what: Asking, call: () => Promise<void>): Promise<boolean> {
    return this.#once(what, () => this.#turn.take(() => this.#call(call)));
  }

  async #once(what: Asking, call: () => Promise<boolean>): Promise<boolean> {
    if (this.asks(what)) return false;
    this.#asked = [...this.#asked, what];
    try {
      return await call();
    } finally {
      this.#asked = this.#asked.filter((other) => other !== what);
    }
  }

  async #call(call: () => Promise<void>): Promise<boolean> {
    this.refused = null;
    try {
      await call();
      await this.session.refresh();
      return true;
    } catch (reason) {
      if (this.#left) this.session.fail(reason);
      else this.refused = toBackendError(reason);
      return false;
    }
  }
}

/** The Commands of the dashboard, handed down to its parts. */
export const [getCommands, setCommands] = createContext<Commands>();
