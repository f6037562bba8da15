// What the dashboard says, made of what the program tells. No backend, no page.
import {
  noAllowance,
  type Counts,
  type Finding,
  type Job,
  type Problem,
  type Run,
  type State,
  type TestResult,
} from '../../backend/contract';
import { t } from '../../i18n/index.svelte';

/** stageWords tells in words what a job does. Sources may have stages of their own. */
export function stageWords(stage: string): string {
  if (stage === '') return t.dashboard.job.starting;
  const known = t.dashboard.stage[stage];
  if (known) return known;
  return stage.startsWith('read ') ? t.dashboard.readOther(stage.slice('read '.length)) : stage;
}

/** jobWords names a job at the beginning of a line. */
export function jobWords(job: Pick<Job, 'kind' | 'automatic' | 'draft'>): string {
  const words = t.dashboard.job;
  if (job.kind === 'test') return job.draft ? words.testDraft : words.test;
  if (job.kind === 'offboard') return words.offboard;
  return job.automatic ? words.automatic : words.sync;
}

/** keepName is what the order is called that has a service sync: a browser has no window of this program. */
export function keepName(backend: { window?: unknown }): string {
  return backend.window ? t.dashboard.keep.keepWindow : t.dashboard.keep.keep;
}

/** newest returns the test or sync that was begun last. */
export function newest(jobs: { test?: Job; sync?: Job }): Job | undefined {
  const { test, sync } = jobs;
  if (!test || !sync) return test ?? sync;
  if (test.state === 'running' || sync.state === 'running') return test.state === 'running' ? test : sync;
  return test.ended > sync.ended ? test : sync;
}

/**
 * runWords are what a sync did, in a few words each; empty where nothing differed. A server that is unlisted
 * can't tell what became of what was sent.
 */
export function runWords(counts: Counts, unlisted: boolean): string[] {
  const words = unlisted ? t.dashboard.sent : t.dashboard.change;
  const groups = counts.groupsChanged - counts.groupsDeleted;
  const removed = counts.usersRemoved - counts.usersRevoked;
  const changed = counts.usersChanged - counts.usersRestored;
  return [
    counts.usersAdded && words.added(counts.usersAdded),
    counts.usersRestored && words.restored(counts.usersRestored),
    changed && words.changed(changed),
    removed && words.removed(removed),
    counts.usersRevoked && words.revoked(counts.usersRevoked),
    counts.groupsAdded && words.groupsAdded(counts.groupsAdded),
    groups && words.groups(groups),
    counts.groupsDeleted && words.groupsDeleted(counts.groupsDeleted),
  ].filter((text) => text !== 0);
}

/** guardTitle is the heading of what a guard found. */
export function guardTitle(finding: Finding): string {
  return t.dashboard.guard.titles[finding.guard] ?? t.history.result.stopped;
}

/** isFirst tells whether only the question of a first sync is open. */
export function isFirst(findings: readonly Finding[]): boolean {
  return findings.length > 0 && findings.every((finding) => finding.guard === 'first-sync');
}

/** The fields of SyncRequest that let a guard pass once. */
type Allowance = typeof noAllowance;

/** allowance names the numbers of exactly these findings. */
export function allowance(findings: readonly Finding[]): Allowance {
  const given = { ...noAllowance };
  for (const finding of findings) {
    if (finding.allowance in given) given[finding.allowance as keyof Allowance] = finding.count;
  }
  return given;
}

/** isSettled tells whether nothing is left of what ended a sync: it was the sync cache, which is empty now. */
export function isSettled(
  problem: Pick<Problem, 'code'> | null,
  state: Pick<State, 'members' | 'groups'> | null,
): boolean {
  return problem?.code === 'cache-identity' && state?.members === 0 && state.groups === 0;
}

/** mayAllow tells whether all of them can be allowed: one that can't stops the sync again. */
export function mayAllow(findings: readonly Finding[]): boolean {
  return findings.length > 0 && findings.every((finding) => finding.allowance !== '');
}

/** What would stop a sync, or stopped the last one, and when. */
export interface Stop {
  id: string;
  kind: 'test' | 'sync';
  time: string;
  findings: Finding[];
}

/**
 * stopOf returns what the guards found in the last sync: that of this program,
 * else the newest one of the history. Null while one runs, and where none stopped it.
 */
export function stopOf(sync: Job | undefined, last: Run | null): Stop | null {
  if (sync) return sync.only ? null : stopOfJob(sync);
  return last && stopped(last.id, last.end, last.result, last.error);
}

/** stopOfJob returns what the guards found in a sync; null where none stopped it. */
export function stopOfJob(job: Job): Stop | null {
  return stopped(job.id, job.ended, job.state, job.error);
}

function stopped(id: string, time: string, result: string, error: Problem | null): Stop | null {
  const findings = (result === 'stopped' && error?.findings) || [];
  return findings.length > 0 ? { id, kind: 'sync', time, findings } : null;
}

/** stopIn returns what the guards found in a plan; null where nothing would stop it. */
export function stopIn(plan: TestResult | null): Stop | null {
  if (!plan || plan.stop.length === 0) return null;
  return { id: plan.plan, kind: 'test', time: plan.time, findings: plan.stop };
}

/** filterOf is the setting to look at first: what chooses people, or groups. */
export function filterOf(findings: readonly Finding[]): string {
  const guards = findings.map((finding) => finding.guard);
  if (guards.includes('seats') && guards.length === 1) return '';
  const groups = guards.every((guard) => ['memberships', 'group-removals'].includes(guard));
  return groups ? 'sync.groupFilter' : 'sync.userFilter';
}

/** One email or external id that several entries share. */
export interface Conflict {
  shared: string;
  entries: string[];
}

/**
 * conflictsOf takes the message of a conflict apart, which has one on each line
 * after its first: "  email a@example.com: CN=A | CN=B". Lines of another form
 * have no entries. What stands between quotes is the name of a group.
 */
export function conflictsOf(problem: Pick<Problem, 'message'>): { text: string; list: Conflict[] } {
  const [text = '', ...lines] = problem.message.split('\n');
  const list = lines.map((line) => line.trim()).filter((line) => line !== '');
  return {
    text,
    list: list.map((line) => {
      const unnamed = line.replace(/"(?:[^"\\]|\\.)*"/g, (name) => '"'.repeat(name.length));
      const at = /: (?=[^:]*( \| |=))/.exec(unnamed)?.index ?? -1;
      if (at < 0) return { shared: line, entries: [] };
      const ends = [...unnamed.matchAll(/ \| |$/g)].map(({ index }) => index).filter((end) => end > at);
      const entries = ends.map((end, i) => line.slice(i > 0 ? (ends[i - 1] ?? 0) + 3 : at + 2, end));
      return { shared: line.slice(0, at), entries };
    }),
  };
}
