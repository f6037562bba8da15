import type { FilterKind } from '../../directories';
import type { Trial } from './trial.svelte';

/** FilterTry is the last try of the filters of this page: one at a time, which reads users and groups. */
export class FilterTry {
  /** Beneath which filter one is being started, or could not be. */
  asked: FilterKind = $state('user');
  /** The job's id; empty before the first try. */
  id = $state('');
  /** Beneath which filter it was started. */
  kind: FilterKind = $state('user');
  /** The generation of the form that it was made with. */
  generation = $state(0);

  constructor(readonly trial: Trial) {}

  begin(id: string, kind: FilterKind, generation: number): void {
    this.id = id;
    this.kind = kind;
    this.generation = generation;
  }
}
