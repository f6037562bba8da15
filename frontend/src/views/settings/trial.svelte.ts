import type { Backend, Draft, Job } from '../../backend/contract';
import { toBackendError, type BackendError } from '../../backend/error';
import type { Session } from '../../state/session.svelte';
import type { Form } from './form.svelte';

/** Trial starts and ends a job that tries the settings as they are typed. */
export class Trial {
  starting = $state(false);
  /** Why it could not be started or ended. */
  error: BackendError | null = $state.raw(null);

  constructor(
    private readonly backend: Pick<Backend, 'cancel'>,
    private readonly session: Session,
    private readonly form: Form,
  ) {}

  /** start starts a job; begun gets it, and of which state of the form it is. */
  async start(
    ask: (draft: Draft) => Promise<Job>,
    begun: (id: string, generation: number) => void,
  ): Promise<void> {
    if (this.starting) return;
    this.error = null;
    this.starting = true;
    const { generation, draft } = this.form;
    try {
      const job = await ask(draft);
      begun(job.id, generation);
      this.session.started(job);
    } catch (reason) {
      this.error = this.form.refused(reason, draft);
    } finally {
      this.starting = false;
    }
  }

  /** cancel asks the job to end. */
  async cancel(job: Job | undefined): Promise<void> {
    try {
      if (job) await this.backend.cancel(job.id);
    } catch (reason) {
      this.error = toBackendError(reason);
    }
  }
}
