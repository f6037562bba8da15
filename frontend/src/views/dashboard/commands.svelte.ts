import { createContext } from 'svelte';
import { noDraft, type Backend, type Finding, type Job } from '../../backend/contract';
import { toBackendError, type BackendError } from '../../backend/error';
import type { Session } from '../../state/session.svelte';
import { allowance } from './words';

/** What is being asked for, until the program has answered. */
export type Asking = 'nothing' | 'test' | 'sync' | 'automatic' | 'cancel';

/**
 * Commands is what the buttons of the dashboard do. One call is out at a time; why
 * the last one was refused is kept until the next one.
 */
export class Commands {
  asking: Asking = $state('nothing');
  /** Why the program refused the last call. */
  refused: BackendError | null = $state.raw(null);
  /** The job that was begun on this page last: its end may take the focus. */
  begun = $state('');
  /** Where the focus goes when what was pressed is gone. */
  place: HTMLElement | undefined;
  /** Whether the last sync that was ordered here sends everything. */
  #full = false;
  readonly #backend: Backend;
  readonly #session: Session;

  /** because is the id of the element that tells why a button can't be pressed. */
  constructor(
    backend: Backend,
    session: Session,
    readonly because: string,
  ) {
    this.#backend = backend;
    this.#session = session;
  }

  /** test shows what a sync would do. */
  test(sinceLast: boolean): Promise<boolean> {
    return this.#do('test', async () =>
      this.#began(await this.#backend.test({ draft: noDraft(), sinceLast })),
    );
  }

  /** sync syncs; full sends everything again. */
  sync(full = false): Promise<boolean> {
    this.#full = full;
    return this.#sync([]);
  }

  /** allow syncs again and lets exactly these findings pass, once. */
  allow(findings: readonly Finding[]): Promise<boolean> {
    this.place?.focus();
    return this.#sync(findings);
  }

  #sync(findings: readonly Finding[]): Promise<boolean> {
    const request = { full: this.#full, ...allowance(findings) };
    return this.#do('sync', async () => this.#began(await this.#backend.sync(request)));
  }

  /** start starts the automatic sync. */
  start(): Promise<boolean> {
    return this.#do('automatic', () => this.#backend.startAutomatic());
  }

  /** stop ends the automatic sync. */
  stop(): Promise<boolean> {
    return this.#do('automatic', () => this.#backend.stopAutomatic());
  }

  /** cancel asks a job to end; its end comes as an event. */
  cancel(job: Job): Promise<boolean> {
    this.place?.focus();
    return this.#do('cancel', () => this.#backend.cancel(job.id));
  }

  #began(job: Job): void {
    this.begun = job.id;
    this.#session.started(job);
  }

  async #do(what: Asking, call: () => Promise<void>): Promise<boolean> {
    if (this.asking !== 'nothing') return false;
    this.asking = what;
    this.refused = null;
    try {
      await call();
      await this.#session.refresh();
      return true;
    } catch (reason) {
      this.refused = toBackendError(reason);
      return false;
    } finally {
      this.asking = 'nothing';
    }
  }
}

/** The Commands of the dashboard, handed down to its parts. */
export const [getCommands, setCommands] = createContext<Commands>();
