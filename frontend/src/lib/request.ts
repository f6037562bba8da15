/** Request is where a question to the program stands. */
export type Request<Data> =
  | { at: 'idle' }
  | { at: 'loading'; last?: Data }
  | { at: 'failed'; error: Error }
  | { at: 'ready'; data: Data };

export const idle = { at: 'idle' } as const;

/** loading keeps what was shown before, so that a list does not blink while its next page comes. */
export function loading<Data>(before: Request<Data>): Request<Data> {
  const last = shown(before);
  return last === undefined ? { at: 'loading' } : { at: 'loading', last };
}

/** shown is the data to show: the answer, or the last one while a new one comes. */
export function shown<Data>(r: Request<Data>): Data | undefined {
  switch (r.at) {
    case 'ready':
      return r.data;
    case 'loading':
      return r.last;
    case 'idle':
    case 'failed':
      return undefined;
    default:
      return assertNever(r);
  }
}

/** assertNever makes the compiler find cases that a switch forgot. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}

/** asError wraps what is no Error, so that catch clauses can hand it on. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/**
 * Latest lets only the last of several questions answer: an older answer that
 * comes late is dropped.
 */
export class Latest {
  #asked = 0;
  #newest: Promise<void> = Promise.resolve();

  /**
   * ask runs question, and use or fail unless something newer was asked
   * meanwhile: then it ends with that.
   */
  ask<Data>(
    question: () => Promise<Data>,
    use: (data: Data) => void,
    fail: (error: Error) => void,
  ): Promise<void> {
    this.#newest = this.#answer(++this.#asked, question, use, fail);
    return this.#newest;
  }

  async #answer<Data>(
    mine: number,
    question: () => Promise<Data>,
    use: (data: Data) => void,
    fail: (error: Error) => void,
  ): Promise<void> {
    try {
      const data = await question();
      if (mine === this.#asked) return use(data);
    } catch (reason) {
      if (mine === this.#asked) return fail(asError(reason));
    }
    return this.#newest;
  }

  /** forget drops the answer that is awaited. */
  forget(): void {
    this.#asked++;
    this.#newest = Promise.resolve();
  }
}
