// What is left to do until a profile syncs by itself. No backend, no page.
import { organizationOf } from '../../lib/organization';
import type { Job, JobKind, State, TestResult } from '../../backend/contract';
import { directoryForm } from '../../directories';
import { t } from '../../i18n/index.svelte';
import { number } from '../../lib/format';

/** The first steps, in their order. */
const stepIDs = ['directory', 'check', 'people', 'login', 'plan', 'sync', 'automatic'] as const;
export type StepID = (typeof stepIDs)[number];

export interface Step {
  id: StepID;
  done: boolean;
  /** What was found by doing it; empty where nothing is known. */
  found: string;
}

/** synced tells whether any sync has sent what it had to. */
export function synced(state: State): boolean {
  return state.lastUsers !== '' || state.lastGroups !== '' || state.lastRun?.result === 'done';
}

/** automatic tells whether somebody syncs by the clock: this program, another one or a service. */
export function automatic(state: State): boolean {
  return ['running', 'waiting'].includes(state.automatic?.state ?? '');
}

/** answered tells whether a check found a directory that answers. */
export function answered(check: Job | undefined): boolean {
  const steps = (check?.steps ?? []).filter((step) => step.part === 'directory');
  return check?.state !== 'running' && steps.length > 0 && steps.every((step) => step.status !== 'failed');
}

/** foundNobody tells whether the test that is shown read a directory, and nothing of it. */
export function foundNobody(state: State): boolean {
  const read = state.test?.read;
  return read ? read.people + read.groups === 0 : false;
}

/** stepsOf tells what is done, and what was found. result is that of the test of the state, if it is at hand. */
export function stepsOf(
  state: State,
  jobs: Partial<Record<JobKind, Job>>,
  result: TestResult | null,
): Step[] {
  const was = synced(state);
  const tested = state.test !== null;
  const read = state.test?.read ?? null;
  const done: Record<StepID, boolean> = {
    directory: state.configured,
    check: was || tested || answered(jobs.check),
    people: was || (tested && !foundNobody(state)),
    login: state.account.loggedIn,
    plan: was || state.test?.applies === true,
    sync: was,
    automatic: automatic(state),
  };
  const texts = t.first.found;
  const found: Partial<Record<StepID, string>> = {
    directory: [directoryForm(state.directory)?.label ?? state.directory, state.location]
      .filter(Boolean)
      .join(', '),
    // A saved plan that was opened says nothing of it.
    check: was || read || answered(jobs.check) ? texts.answers : '',
    people: read
      ? texts.people(read.people, read.groups, number)
      : was
        ? texts.known(state.members, state.groups)
        : '',
    login: organizationOf(state.account),
    plan: result && done.plan ? texts.changes(result.changes) : '',
    sync: texts.known(state.members, state.groups),
  };
  return stepIDs.map((id) => ({ id, done: done[id], found: done[id] ? (found[id] ?? '') : '' }));
}

/** openStep is the one to do next; undefined where all is done. */
export function openStep(steps: readonly Step[]): Step | undefined {
  return steps.find((step) => !step.done);
}
