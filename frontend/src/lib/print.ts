import { tick } from 'svelte';

/** What is shown in pages, and can be shown whole. */
export interface Printable {
  whole(): Promise<void>;
  part(): void;
}

const shown = new Set<Printable>();

/** printable takes a list for one that is on the screen, until the returned function is called. */
export function printable(list: Printable): () => void {
  shown.add(list);
  return () => shown.delete(list);
}

/** printWhole prints the page with whole lists, which on the screen come page by page. */
export async function printWhole(print = () => window.print()): Promise<void> {
  const lists = [...shown];
  await Promise.all(lists.map((list) => list.whole()));
  await tick();
  try {
    print();
  } finally {
    for (const list of lists) list.part();
  }
}
