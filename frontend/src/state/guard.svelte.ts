import { untrack } from 'svelte';

/** Changes are what a view has that is not saved. */
export interface Changes {
  any: () => boolean;
  /** Called once the person has given them up. */
  discard: () => void;
}

/**
 * Guard asks before unsaved changes are lost. A view registers the changes that it
 * has; LeaveDialog shows the question while asking is true.
 */
export class Guard {
  asking = $state(false);
  #views: readonly Changes[] = $state.raw([]);
  #answer: ((leave: boolean) => void) | null = null;

  /**
   * kept tells whether changes that no view shows now are kept until it is opened
   * again: only the end of the page loses them.
   */
  constructor(private readonly kept: () => boolean = () => false) {}

  /** register adds the changes of a view; the returned function removes them. */
  register(changes: Changes): () => void {
    // An effect that registers does not depend on who else has.
    untrack(() => (this.#views = [...this.#views, changes]));
    return () => untrack(() => (this.#views = this.#views.filter((other) => other !== changes)));
  }

  /** unsaved tells whether any view has unsaved changes now. */
  unsaved(): boolean {
    return this.#views.some((changes) => changes.any());
  }

  /** unsavedAtAll tells whether anything is lost when the page ends. */
  unsavedAtAll(): boolean {
    return this.kept() || this.unsaved();
  }

  /** mayLeave asks the person where something is unsaved; true: go on, the changes are given up. */
  async mayLeave(): Promise<boolean> {
    if (!this.unsaved()) return true;
    const leave = await this.#ask();
    if (leave) for (const changes of this.#views) changes.discard();
    return leave;
  }

  /** mayEnd is mayLeave for the end of the page. */
  mayEnd(): Promise<boolean> {
    return this.unsavedAtAll() ? this.#ask() : Promise.resolve(true);
  }

  #ask(): Promise<boolean> {
    this.#answer?.(false);
    this.asking = true;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** answer ends the question. */
  answer(leave: boolean): void {
    this.asking = false;
    this.#answer?.(leave);
    this.#answer = null;
  }
}
