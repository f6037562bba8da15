// The parts of a plan. No backend, no page.
import type { PlanCounts, TestResult } from '../../../backend/contract';
import type { PageRequest } from '../../../lib/paged.svelte';

/** The tabs, in their order. */
const tabIds = ['joins', 'leaves', 'changes', 'groups', 'leftOut', 'byHand', 'everybody'] as const;

export type TabId = (typeof tabIds)[number];

/** tabsOf are those that there is something to say in: a saved plan has no list of everybody. */
export function tabsOf(result: Pick<TestResult, 'file'>): TabId[] {
  return tabIds.filter((id) => id !== 'everybody' || result.file === '');
}

/** PartRequest asks for a page of what has a reason; empty: all. */
export type PartRequest = PageRequest & { reason: string };

/** everybodyIn counts users and groups of the directory. */
export function everybodyIn(counts: PlanCounts): number {
  return counts.enabled + counts.disabled + counts.deleted + counts.inGroups;
}

/** firstTab is the one to begin with: who leaves, where somebody does, else the first with something in it. */
export function firstTab(result: Pick<TestResult, 'counts' | 'file'>): TabId {
  const { counts, file } = result;
  if (counts.leaves > 0) return 'leaves';
  const other = file === '' ? 'everybody' : 'joins';
  return tabIds.find((id) => id !== 'everybody' && counts[id] > 0) ?? other;
}
