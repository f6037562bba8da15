/** Turn lets calls out one at a time, in the order in which they were asked for. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();

  /** take makes a call once those before it have their answers. */
  take<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const mine = this.#last.then(call);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/**
 * Again does one thing, one at a time. What is asked for meanwhile is done once
 * more afterwards, however often: so the last wish holds, and what is shown is
 * never older than it.
 */
export class Again {
  #doing: Promise<void> | null = null;
  #again = false;

  constructor(private readonly work: () => Promise<void>) {}

  /** run ends once everything is done that was asked for; it rejects where the last of it did. */
  run(): Promise<void> {
    this.#again = true;
    this.#doing ??= this.#go();
    return this.#doing;
  }

  async #go(): Promise<void> {
    for (;;) {
      this.#again = false;
      const failed = await this.work().then(
        () => null,
        (reason: unknown) => ({ reason }),
      );
      if (this.#again) continue;
      // In the same moment: what is asked for from now on begins anew.
      this.#doing = null;
      if (failed) throw failed.reason;
      return;
    }
  }
}

/** LastWanted has something kept by the program: of what is wanted quickly, the last. */
export class LastWanted<Value> {
  #value: Value | undefined;
  readonly #again: Again;

  constructor(keep: (value: Value) => Promise<void>) {
    this.#again = new Again(() => keep(this.#value as Value));
  }

  /** want ends once the last that was wanted is kept; it rejects where that was refused. */
  want(value: Value): Promise<void> {
    this.#value = value;
    return this.#again.run();
  }
}
