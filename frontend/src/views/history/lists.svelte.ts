import type { Backend, RunDetails } from '../../backend/contract';
import { Query } from '../../lib/query.svelte';

/** How many changes or warnings a page has. */
export const pageLength = 50;

/**
 * RunList pages and searches one of the lists of a run: each has its own place,
 * though the program answers both with one.
 */
export class RunList {
  search = $state('');
  offset = $state(0);
  readonly page = new Query<RunDetails>();
  readonly #first: RunDetails;
  readonly #backend: Pick<Backend, 'historyRun'>;

  /** first is the answer that is there already: the beginning, without a search. */
  constructor(backend: Pick<Backend, 'historyRun'>, first: RunDetails) {
    this.#backend = backend;
    this.#first = first;
  }

  /** shown is what to show: the newest answer. */
  get shown(): RunDetails {
    return this.page.data ?? this.#first;
  }

  /** open shows the page from offset on. */
  open(offset: number): void {
    this.offset = offset;
    this.ask();
  }

  /** ask asks for the page that is shown, again. */
  ask(): void {
    const q = { id: this.#first.run.id, search: this.search, offset: this.offset, limit: pageLength };
    void this.page.ask(() => this.#backend.historyRun(q));
  }
}
