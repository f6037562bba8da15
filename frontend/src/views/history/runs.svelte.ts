import type { Backend, HistoryPage } from '../../backend/contract';
import { Query } from '../../lib/query.svelte';

/** How many runs a page has. */
export const limit = 25;

/** Runs is the list of syncs: which page of it is shown, and how it is filtered. */
export class Runs {
  /** The result that is looked for; empty for all. */
  result = $state('');
  offset = $state(0);
  readonly page = new Query<HistoryPage>();
  readonly #backend: Pick<Backend, 'history'>;

  constructor(backend: Pick<Backend, 'history'>) {
    this.#backend = backend;
  }

  /** ask asks for the page that is shown, again. */
  ask(): void {
    const [result, offset] = [this.result, this.offset];
    void this.page.ask(() => this.#backend.history({ result, offset, limit }));
  }

  /** filter shows the first page of another result. */
  filter(result: string): void {
    this.result = result;
    this.open(0);
  }

  /** open shows another page. */
  open(offset: number): void {
    this.offset = offset;
    this.ask();
  }
}
