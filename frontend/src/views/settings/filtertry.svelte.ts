import type { FilterKind } from '../../directories';

/** FilterTry is the last try of the filters of this page. */
export class FilterTry {
  /** The job's id; empty before the first try. */
  id = $state('');
  /** Beneath which filter it was started. */
  kind: FilterKind = $state('user');
  /** The generation of the form that it was made with. */
  generation = $state(0);

  begin(id: string, kind: FilterKind, generation: number): void {
    this.id = id;
    this.kind = kind;
    this.generation = generation;
  }
}
