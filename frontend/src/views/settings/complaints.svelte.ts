import type { FieldProblem } from '../../backend/contract';
import type { BackendError } from '../../backend/error';

/** Complaints are what is wrong with the settings of a Form, and which of it is shown already. */
export class Complaints {
  /** All that Go finds wrong with the settings as they are here. */
  found: FieldProblem[] = $state.raw([]);
  /** Why Go could not be asked. */
  trouble: BackendError | null = $state.raw(null);
  /** Every problem is shown, not only those of fields that were changed and left. */
  showAll = $state(false);
  /** Something was refused for what is only missing. */
  #needed = $state(false);
  /** What only the page finds wrong: sentences by key. */
  #required: Readonly<Record<string, string>> = $state.raw({});
  readonly missing: FieldProblem[] = $derived(
    Object.entries(this.#required).map(([key, message]) => ({
      key,
      message,
      example: '',
      incomplete: false,
      code: '',
      args: [],
    })),
  );
  #touched: readonly string[] = $state.raw([]);

  /** touch says that a field was left: its problems are shown from now on. */
  touch(key: string): void {
    if (!this.#touched.includes(key)) this.#touched = [...this.#touched, key];
  }

  /** require says what a field lacks, in a sentence; empty: nothing. */
  require(key: string, message: string): void {
    if ((this.#required[key] ?? '') === message) return;
    const others = Object.entries(this.#required).filter(([other]) => other !== key);
    this.#required = Object.fromEntries(message ? [...others, [key, message]] : others);
  }

  /**
   * shown are the problems to show while those settings are not saved. What is
   * only missing is no fault of a field, until something needs it.
   */
  shown(unsaved: readonly string[]): FieldProblem[] {
    return [...this.missing, ...this.found].filter(
      (p) =>
        (this.showAll || (this.#touched.includes(p.key) && unsaved.includes(p.key))) &&
        (!p.incomplete || this.#needed),
    );
  }

  /** lacking is what is only missing as yet, and not shown as a fault. */
  get lacking(): FieldProblem[] {
    return this.#needed ? [] : this.found.filter((p) => p.incomplete);
  }

  /** refuse shows all of these. */
  refuse(problems: FieldProblem[]): void {
    this.found = problems;
    this.showAll = true;
    if (problems.some((p) => p.incomplete)) this.#needed = true;
  }

  /** forget forgets what Go said; what the page requires stays, and that those fields were left. */
  forget(unsaved: readonly string[] = []): void {
    this.found = [];
    this.trouble = null;
    this.showAll = false;
    this.#needed = false;
    this.#touched = this.#touched.filter((key) => unsaved.includes(key));
  }
}
