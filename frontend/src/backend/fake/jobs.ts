import type { Events, Job, JobKind, Problem, State } from '../contract';
import { BackendError } from '../error';

/** A stage of a job and how many entries it goes through. */
type Stage = [stage: string, total: number];

const stages: Record<JobKind, Stage[]> = {
  check: [
    ['connect to the directory', 0],
    ['ask the server', 0],
  ],
  test: [
    ['read users', 118],
    ['read groups', 8],
    ['compare', 0],
  ],
  sync: [
    ['read users', 118],
    ['read groups', 8],
    ['send members', 118],
    ['send groups', 8],
  ],
  filter: [['read users', 118]],
  explain: [['compare', 118]],
  offboard: [['members', 118]],
  service: [['', 0]],
  notify: [['', 0]],
};

/** sampleProblem is a failure that tells no more than it is made with. */
export function sampleProblem(more: Partial<Problem>): Problem {
  return {
    code: 'failed',
    message: '',
    hint: '',
    hintCode: '',
    field: '',
    fields: [],
    findings: [],
    ...more,
  };
}

/** sampleJob is a sync that is done, but for what it is made with. */
export function sampleJob(more: Partial<Job>): Job {
  return {
    id: 'sync-1',
    number: 1,
    kind: 'sync',
    profile: 'default',
    state: 'done',
    automatic: false,
    started: '',
    ended: '',
    stage: '',
    done: 0,
    total: 0,
    draft: false,
    planned: false,
    only: '',
    offboarding: null,
    steps: [],
    filter: null,
    runId: '',
    error: null,
    ...more,
  };
}

/** Jobs runs the jobs of a fake: they go through stages, are told, and end. */
export class Jobs {
  readonly #listeners: { [Name in keyof Events]?: Set<Events[Name]> } = {};
  readonly #state: State;
  readonly #tick: number;
  #id = 0;

  /** tick is how many milliseconds a step takes. */
  constructor(state: State, tick: number) {
    this.#state = state;
    this.#tick = tick;
  }

  /** on is Backend.on. */
  on<Name extends keyof Events>(name: Name, fn: Events[Name]): () => void {
    const set = ((this.#listeners[name] as Set<Events[Name]> | undefined) ??= new Set());
    (this.#listeners as Record<string, unknown>)[name] = set;
    set.add(fn);
    return () => set.delete(fn);
  }

  /** emit tells an event. */
  emit<Name extends keyof Events>(name: Name, ...data: Parameters<Events[Name]>): void {
    for (const fn of this.#listeners[name] ?? []) (fn as (...data: unknown[]) => void)(...data);
  }

  /** start begins a job; end fills in its result. */
  start(kind: JobKind, more: Partial<Job>, end: (job: Job) => Partial<Job>): Job {
    if (this.#state.jobs.some((job) => job.kind === kind && job.state === 'running')) {
      throw new BackendError({
        code: 'sync-running',
        message: `a ${kind} runs already`,
        hint: 'Wait for its end.',
      });
    }
    const job = sampleJob({
      id: `${kind}-${++this.#id}`,
      number: this.#id,
      kind,
      profile: this.#state.profile,
      state: 'running',
      started: new Date().toISOString(),
      ...more,
    });
    this.#state.jobs = [job, ...this.#state.jobs.filter((other) => other.kind !== kind)];
    this.#step(job.id, stages[kind], 0, end);
    return job;
  }

  /** cancel ends a running job. */
  cancel(id: string): void {
    const error = sampleProblem({ code: 'cancelled', message: 'cancelled' });
    if (this.#job(id)?.state === 'running')
      this.#change(id, { state: 'cancelled', ended: new Date().toISOString(), error });
  }

  #job(id: string): Job | undefined {
    return this.#state.jobs.find((job) => job.id === id);
  }

  #change(id: string, change: Partial<Job>): void {
    this.#state.jobs = this.#state.jobs.map((job) => (job.id === id ? { ...job, ...change } : job));
    const job = this.#job(id);
    if (job) this.emit('job', job);
  }

  #step(id: string, left: Stage[], part: number, end: (job: Job) => Partial<Job>): void {
    setTimeout(() => {
      const job = this.#job(id);
      if (job?.state !== 'running') return;
      const stage = left[0];
      if (!stage) {
        this.#change(id, { state: 'done', ended: new Date().toISOString(), stage: '', ...end(job) });
        return;
      }
      this.#change(id, { stage: stage[0], total: stage[1], done: Math.round((stage[1] * part) / 4) });
      if (part < 4) this.#step(id, left, part + 1, end);
      else this.#step(id, left.slice(1), 0, end);
    }, this.#tick);
  }
}
