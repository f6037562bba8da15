import { untrack } from 'svelte';

/**
 * Guard asks before unsaved changes are lost. A view registers a function that
 * tells whether it has any; App.svelte shows the question while asking is true.
 */
export class Guard {
  asking = $state(false);
  /** Changes that no view shows now are kept until it is opened again: only the end of the page loses them. */
  kept = $state(false);
  #unsaved: readonly (() => boolean)[] = $state.raw([]);
  #answer: ((leave: boolean) => void) | null = null;

  /**
   * register adds a view's answer to "is anything unsaved?"; the returned
   * function removes it. In a component: $effect(() => guard.register(() => dirty)).
   */
  register(unsaved: () => boolean): () => void {
    // An effect that registers does not depend on who else has.
    untrack(() => (this.#unsaved = [...this.#unsaved, unsaved]));
    return () => untrack(() => (this.#unsaved = this.#unsaved.filter((other) => other !== unsaved)));
  }

  /** unsaved tells whether any view has unsaved changes now. */
  unsaved(): boolean {
    return this.#unsaved.some((ask) => ask());
  }

  /** unsavedAtAll tells whether anything is lost when the page ends. */
  unsavedAtAll(): boolean {
    return this.kept || this.unsaved();
  }

  /** mayLeave asks the person where something is unsaved; true: go on, the changes are given up. */
  mayLeave(): Promise<boolean> {
    return this.unsaved() ? this.#ask() : Promise.resolve(true);
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
