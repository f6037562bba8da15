import type { RunDetails } from '../../backend/contract';
import { Paged } from '../../lib/paged.svelte';
import { getBackend } from '../../state/context';

interface Part<Item> {
  total: number;
  items: Item[];
}

/** partOf is a list of a run, paged and searched; its first page came with the run. */
export function partOf<Item>(first: RunDetails, part: (run: RunDetails) => Part<Item>): Paged<Part<Item>> {
  const backend = getBackend();
  return new Paged(async (page) => part(await backend.historyRun({ id: first.run.id, ...page })), {
    first: part(first),
  });
}
