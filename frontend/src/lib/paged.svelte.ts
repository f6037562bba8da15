import { Query } from './query.svelte';

/** PageRequest says which page of what a search finds is asked for. */
export interface PageRequest {
  search: string;
  offset: number;
  limit: number;
}

/** pageLength is how many items a page has where nothing else is said. */
export const pageLength = 50;

/** wholeLength is how many items at once the program gives at most. */
const wholeLength = 1000;

interface Page {
  total: number;
  items: readonly unknown[];
}

/** every is a list from its beginning to its end. */
export async function every<Data extends Page>(
  question: (page: { offset: number; limit: number }) => Promise<Data>,
): Promise<Data> {
  let all = await question({ offset: 0, limit: wholeLength });
  while (all.items.length < all.total) {
    const next = await question({ offset: all.items.length, limit: wholeLength });
    if (next.items.length === 0) break;
    all = { ...all, items: [...all.items, ...next.items] };
  }
  return all;
}

/**
 * Paged is a list that the program pages and searches: what is searched, where
 * its page begins, and the newest answer.
 */
export class Paged<Data extends Page> {
  search = $state('');
  offset = $state(0);
  readonly limit: number;
  #whole: Data | undefined = $state.raw();
  #printed = 0;
  #opened = 0;
  readonly #query = new Query<Data>();
  readonly #question: (page: PageRequest) => Promise<Data>;
  readonly #first: Data | undefined;

  /** first is the page that is there already: the beginning, without a search. */
  constructor(
    question: (page: PageRequest) => Promise<Data>,
    { limit = pageLength, first }: Options<Data> = {},
  ) {
    this.#question = question;
    this.#first = first;
    this.limit = limit;
  }

  /** data is what to show: the newest answer, or the first page until one comes. */
  get data(): Data | undefined {
    return this.#whole ?? this.#query.data ?? this.#first;
  }

  /** complete tells whether the list is shown to its end, to be printed. */
  get complete(): boolean {
    return this.#whole !== undefined;
  }

  get busy(): boolean {
    return this.#query.busy;
  }

  get error(): Error | null {
    return this.#query.error;
  }

  /** open asks for the page from offset on. */
  open(offset: number): void {
    this.offset = offset;
    const { search, limit } = this;
    const mine = ++this.#opened;
    let last = offset;
    void this.#query
      .ask(async () => {
        const page = await this.#question({ search, offset, limit });
        last = Math.max(0, Math.ceil(page.total / limit) - 1) * limit;
        if (page.items.length > 0 || offset <= last) return page;
        // Paged by what was longer before: the end is what is meant.
        return this.#question({ search, offset: last, limit });
      })
      .then(() => {
        if (mine === this.#opened) this.offset = Math.min(offset, last);
      });
  }

  /** whole shows the list from its beginning to its end; it stays as it is where that can't be had. */
  async whole(): Promise<void> {
    const { search } = this;
    const mine = ++this.#printed;
    try {
      const whole = await every((page) => this.#question({ search, ...page }));
      if (mine === this.#printed) this.#whole = whole;
    } catch {
      // What is there is shown; why the rest is not, the page says by itself.
    }
  }

  /** part shows a page again. */
  part(): void {
    this.#printed++;
    this.#whole = undefined;
  }

  /** again asks for the page that is shown. */
  again(): void {
    this.open(this.offset);
  }
}

interface Options<Data> {
  limit?: number;
  first?: Data;
}
