import type { Backend, LogLine } from '../../backend/contract';
import { asError } from '../../lib/request';
import { Again, Turn } from '../../lib/turn';
import { most, newer, numberedLines, type Line } from './log';

/** How many lines come at first, and at once afterwards. */
interface Portions {
  first: number;
  more: number;
}

/** LogLines is the part of the log that is shown: it grows at both ends. */
export class LogLines {
  /** The least important level that is shown. */
  level = $state('debug');
  search = $state('');
  /** The oldest first. */
  lines: Line[] = $state.raw([]);
  /** There is an answer to the question as it stands. */
  ready = $state(false);
  /** The beginning of the log is reached. */
  end = $state(false);
  /** Older lines are asked for. */
  busy = $state(false);
  error: Error | null = $state.raw(null);
  // Answers to a question that is not asked any more are dropped.
  #asked = 0;
  // Both ends grow one after the other, each from what is shown then.
  #turn = new Turn();
  readonly #following = new Again(() => this.#turn.take(() => this.#newest()));

  constructor(
    private readonly backend: Pick<Backend, 'logs'>,
    private readonly portions: Portions = { first: 100, more: 1000 },
  ) {}

  /** full: no more lines are shown at once. */
  get full(): boolean {
    return this.lines.length >= most;
  }

  /** begin shows the newest lines of the level and search. */
  begin(): Promise<void> {
    this.#asked++;
    this.#turn = new Turn();
    this.busy = false;
    const { first } = this.portions;
    return this.#ask({ before: '', limit: first }, (answer) => {
      this.lines = numberedLines(answer);
      this.end = answer.length < first;
      this.ready = true;
    });
  }

  /** older puts older lines before those that are shown. */
  async older(): Promise<void> {
    if (this.busy) return;
    const mine = this.#asked;
    this.busy = true;
    await this.#turn.take(() => this.#older(mine));
    if (mine === this.#asked) this.busy = false;
  }

  async #older(mine: number): Promise<void> {
    const oldest = this.lines[0];
    if (!oldest || this.full || mine !== this.#asked) return;
    const limit = Math.min(this.portions.more, most - this.lines.length);
    await this.#ask({ before: oldest.time, limit }, (answer) => {
      this.lines = [...numberedLines(answer), ...this.lines];
      this.end = answer.length < limit;
    });
  }

  /** follow adds what is new. Calls meanwhile make one more question after it. */
  follow(): Promise<void> {
    return this.#following.run();
  }

  async #newest(): Promise<void> {
    if (!this.ready) return;
    const limit = this.portions.more;
    await this.#ask({ before: '', limit }, (answer) => {
      const newest = numberedLines(answer);
      const added = newer(this.lines, newest);
      if (added === null) this.end = false;
      if (added === null) this.lines = newest;
      else if (added.length > 0) this.#add(added);
    });
  }

  // What is too much goes at the old end, and can be had back.
  #add(added: Line[]): void {
    const lines = [...this.lines, ...added];
    if (lines.length > most) this.end = false;
    this.lines = lines.slice(-most);
  }

  async #ask(q: { before: string; limit: number }, use: (answer: LogLine[]) => void): Promise<void> {
    const mine = this.#asked;
    try {
      const answer = await this.backend.logs({ level: this.level, search: this.search, ...q });
      if (mine !== this.#asked) return;
      use(answer);
      this.error = null;
    } catch (reason) {
      if (mine !== this.#asked) return;
      this.error = asError(reason);
      if (q.before === '' && this.lines.length === 0) this.ready = false;
    }
  }
}
