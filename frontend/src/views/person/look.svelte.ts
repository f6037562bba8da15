import type { Backend, Explained, Job } from '../../backend/contract';
import { toBackendError, type BackendError } from '../../backend/error';
import { Turn } from '../../lib/turn';
import type { Session } from '../../state/session.svelte';

/**
 * Whose turn it is to ask: the program ends the look that runs for the next one,
 * and the next one must not be overtaken by one that was left.
 */
const turns = new WeakMap<Session, Turn>();

function turnOf(session: Session): Turn {
  const turn = turns.get(session) ?? new Turn();
  turns.set(session, turn);
  return turn;
}

/** Look is the question what becomes of one person or group: a job, then its answer. */
export class Look {
  /** The newest answer; the last one stays while another is on its way. */
  answer: Explained | null = $state.raw(null);
  error: BackendError | null = $state.raw(null);
  /** The job that is waited for; empty for none. */
  job = $state('');
  /** The question is on its way, and has no job yet. */
  #asking = $state(false);
  // Questions are counted: an answer to an older one than is shown is dropped.
  #asked = 0;
  #shown = 0;

  constructor(
    private readonly backend: Pick<Backend, 'people' | 'cancel'>,
    private readonly session: Session,
    readonly who: string,
    readonly kind: string,
  ) {}

  /** busy tells whether an answer is on its way. */
  get busy(): boolean {
    return this.#asking || this.job !== '';
  }

  /** ask looks: now asks directory and organization, else what is kept tells. */
  async ask(now: boolean): Promise<void> {
    const mine = ++this.#asked;
    this.error = null;
    this.#asking = true;
    try {
      await turnOf(this.session).take(() => this.#begin(mine, now));
    } catch (reason) {
      if (mine === this.#asked) this.error = toBackendError(reason);
    } finally {
      if (mine === this.#asked) this.#asking = false;
    }
  }

  async #begin(mine: number, now: boolean): Promise<void> {
    if (mine !== this.#asked) return;
    const job = await this.backend.people.explain({ who: this.who, kind: this.kind, now });
    if (mine !== this.#asked) return this.#end(job.id);
    this.job = job.id;
    this.session.started(job);
  }

  /** ended takes the answer of a job, if it is the one that is waited for. */
  async ended(job: Job): Promise<void> {
    if (job.id !== this.job || job.state === 'running') return;
    this.job = '';
    const mine = this.#asked;
    if (job.error) {
      if (job.state !== 'cancelled') this.error = toBackendError(job.error);
      return;
    }
    try {
      const answer = await this.backend.people.explained(job.id);
      if (mine <= this.#shown) return;
      this.answer = answer;
      this.#shown = mine;
    } catch (reason) {
      if (mine === this.#asked) this.error = toBackendError(reason);
    }
  }

  /** cancel ends the question that is out; one that has no job yet once it has. */
  cancel(): void {
    if (this.job) this.#end(this.job);
    if (!this.#asking) return;
    this.#asked++;
    this.#asking = false;
  }

  #end(job: string): void {
    void this.backend.cancel(job).catch((reason: unknown) => this.session.fail(reason));
  }
}
