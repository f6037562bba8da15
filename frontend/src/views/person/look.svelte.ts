import type { Backend, Explained, Job } from '../../backend/contract';
import { toBackendError, type BackendError } from '../../backend/error';
import type { Session } from '../../state/session.svelte';

/** Look is the question what becomes of one person or group: a job, then its answer. */
export class Look {
  /** The newest answer; the last one stays while another is on its way. */
  answer: Explained | null = $state.raw(null);
  error: BackendError | null = $state.raw(null);
  /** The job that is waited for; empty for none. */
  job = $state('');
  readonly #backend: Pick<Backend, 'people' | 'cancel'>;
  readonly #session: Session;

  constructor(
    backend: Pick<Backend, 'people' | 'cancel'>,
    session: Session,
    readonly who: string,
    readonly kind: string,
  ) {
    this.#backend = backend;
    this.#session = session;
  }

  /** ask looks: now asks directory and organization, else what is kept tells. */
  async ask(now: boolean): Promise<void> {
    this.error = null;
    try {
      const job = await this.#backend.people.explain({ who: this.who, kind: this.kind, now });
      this.job = job.id;
      this.#session.started(job);
    } catch (reason) {
      this.error = toBackendError(reason);
    }
  }

  /** ended takes the answer of a job, if it is the one that is waited for. */
  async ended(job: Job): Promise<void> {
    if (job.id !== this.job || job.state === 'running') return;
    this.job = '';
    if (job.error) {
      if (job.state !== 'cancelled') this.error = toBackendError(job.error);
      return;
    }
    try {
      this.answer = await this.#backend.people.explained(job.id);
    } catch (reason) {
      this.error = toBackendError(reason);
    }
  }

  /** cancel ends the question that is out. */
  cancel(): void {
    if (this.job) void this.#backend.cancel(this.job).catch((reason: unknown) => this.#session.fail(reason));
  }
}
