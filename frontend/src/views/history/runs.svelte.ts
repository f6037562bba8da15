import type { Backend, HistoryPage } from '../../backend/contract';
import { every } from '../../lib/paged.svelte';
import { Query } from '../../lib/query.svelte';

/** How many runs a page has. */
export const limit = 25;

/** Runs is the list of syncs: which page of it is shown, and how it is filtered. */
export class Runs {
  /** The result that is looked for; empty for all. */
  result = $state('');
  offset = $state(0);
  readonly page = new Query<HistoryPage>();
  #whole: HistoryPage | undefined = $state.raw();
  readonly #backend: Pick<Backend, 'history'>;

  constructor(backend: Pick<Backend, 'history'>) {
    this.#backend = backend;
  }

  /** ask asks for the page that is shown, again. */
  ask(): void {
    const [result, offset] = [this.result, this.offset];
    void this.page.ask(() => this.#backend.history({ result, offset, limit }));
  }

  /** data is what to show: a page, or all of it while it is printed. */
  get data(): HistoryPage | null | undefined {
    return this.#whole ?? this.page.data;
  }

  /** complete tells whether the list is shown to its end. */
  get complete(): boolean {
    return this.#whole !== undefined;
  }

  /** whole shows the list from its beginning to its end; it stays as it is where that can't be had. */
  async whole(): Promise<void> {
    const { result } = this;
    try {
      this.#whole = await every((page) => this.#backend.history({ result, ...page }));
    } catch {
      // What is there is printed, and the page says that it is not all.
    }
  }

  /** part shows a page again. */
  part(): void {
    this.#whole = undefined;
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
