// The parts of a plan. No backend, no page.
import type { PlanCounts } from '../../../backend/contract';
import type { PageRequest } from '../../../lib/paged.svelte';

/** The tabs, in their order. */
export const tabIds = ['joins', 'leaves', 'changes', 'groups', 'leftOut', 'byHand', 'everybody'] as const;

export type TabId = (typeof tabIds)[number];

/** PartRequest asks for a page of what has a reason; empty: all. */
export type PartRequest = PageRequest & { reason: string };

/** everybodyIn counts users and groups of the directory. */
export function everybodyIn(counts: PlanCounts): number {
  return counts.enabled + counts.disabled + counts.deleted + counts.inGroups;
}

/** firstTab is the one to begin with: who leaves, where somebody does, else the first with something in it. */
export function firstTab(counts: PlanCounts): TabId {
  if (counts.leaves > 0) return 'leaves';
  return tabIds.find((id) => id !== 'everybody' && counts[id] > 0) ?? 'everybody';
}
