// What the dashboard says, made of what the program tells. No backend, no page.
import type { Counts, Finding, Job, Problem, Run, SyncRequest, TestResult } from '../../backend/contract';
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
  return job.automatic ? words.automatic : words.sync;
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
  const groups = counts.groupsAdded + counts.groupsChanged;
  return [
    counts.usersAdded && words.added(counts.usersAdded),
    counts.usersChanged && words.changed(counts.usersChanged),
    counts.usersRemoved && words.removed(counts.usersRemoved),
    groups && words.groups(groups),
  ].filter((text) => text !== 0);
}

/** One of the numbers of a test. */
export interface TestNumber {
  name: string;
  count: number;
  tone: 'plain' | 'danger' | 'warning';
  title?: string;
}

/** testNumbers are what a sync would do. Revocations and restorations are named where there are any. */
export function testNumbers(result: TestResult): TestNumber[] {
  const texts = t.dashboard.test;
  const does = result.unlisted ? texts.sent : texts.does;
  const { revoked, restored } = result;
  const removed = result.removals - revoked;
  const numbers: TestNumber[] = [{ name: does.add, count: result.added, tone: 'plain' }];
  if (restored > 0) numbers.push({ name: does.restore, count: restored, tone: 'plain' });
  numbers.push({ name: does.change, count: result.changed - restored, tone: 'plain' });
  if (removed > 0 || revoked === 0) numbers.push({ name: does.remove, count: removed, tone: 'danger' });
  if (revoked > 0) numbers.push({ name: does.revoke, count: revoked, tone: 'danger' });
  numbers.push(
    { name: does.changeGroups, count: result.groupsChanged, tone: 'plain' },
    { name: texts.leftOut, count: result.leftOut, tone: 'warning' },
    { name: texts.held, count: result.held, tone: 'warning', title: texts.heldHelp },
  );
  return numbers;
}

/** guardTitle is the heading of what a guard found. */
export function guardTitle(finding: Finding): string {
  return t.dashboard.guard.titles[finding.guard] ?? t.dashboard.result.stopped;
}

/** isFirst tells whether only the question of a first sync is open. */
export function isFirst(findings: readonly Finding[]): boolean {
  return findings.length > 0 && findings.every((finding) => finding.guard === 'first-sync');
}

/** The fields of SyncRequest that let a guard pass once. */
type Allowance = Omit<SyncRequest, 'full'>;

const allowances = [
  'allowRemovals',
  'allowMemberships',
  'allowAdditions',
  'allowFirst',
  'allowSeats',
  'allowGroupRemovals',
  'allowGone',
] as const;

/** allowance names the numbers of exactly these findings. */
export function allowance(findings: readonly Finding[]): Allowance {
  const given: Allowance = {
    allowRemovals: 0,
    allowMemberships: 0,
    allowAdditions: 0,
    allowFirst: 0,
    allowSeats: 0,
    allowGroupRemovals: 0,
    allowGone: 0,
  };
  for (const finding of findings) {
    const field = allowances.find((name) => name === finding.allowance);
    if (field) given[field] = finding.count;
  }
  return given;
}

/** mayAllow tells whether all of them can be allowed: one that can't stops the sync again. */
export function mayAllow(findings: readonly Finding[]): boolean {
  return findings.length > 0 && findings.every((finding) => finding.allowance !== '');
}

/** What stopped the last sync, and when. */
export interface Stop {
  id: string;
  time: string;
  findings: Finding[];
}

/**
 * stopOf returns what the guards found in the last sync: that of this program,
 * else the newest one of the history. Null while one runs, and where none stopped it.
 */
export function stopOf(sync: Job | undefined, last: Run | null): Stop | null {
  const [id, time, problem] = sync
    ? [sync.id, sync.ended, sync.state === 'stopped' ? sync.error : null]
    : [last?.id ?? '', last?.end ?? '', last?.result === 'stopped' ? last.error : null];
  return problem && problem.findings.length > 0 ? { id, time, findings: problem.findings } : null;
}

/** One email or external id that several entries share. */
export interface Conflict {
  shared: string;
  entries: string[];
}

/**
 * conflictsOf takes the message of a conflict apart, which has one on each line
 * after its first: "  email a@example.com: CN=A | CN=B". Lines of another form
 * have no entries.
 */
export function conflictsOf(problem: Pick<Problem, 'message'>): { text: string; list: Conflict[] } {
  const [text = '', ...lines] = problem.message.split('\n');
  const list = lines.map((line) => line.trim()).filter((line) => line !== '');
  return {
    text,
    list: list.map((line) => {
      const at = /: (?=[^:]*( \| |=))/.exec(line)?.index ?? -1;
      if (at < 0) return { shared: line, entries: [] };
      return { shared: line.slice(0, at), entries: line.slice(at + 2).split(' | ') };
    }),
  };
}
