import { describe, expect, it } from 'vitest';
import type { CheckStep, Job, State } from '../../backend/contract';
import { nobody, sampleState, sampleTest } from '../../backend/fake/company';
import { sampleJob } from '../../backend/fake/jobs';
import { sampleResult } from '../../backend/fake/plan';
import { openStep, stepsOf, type StepID } from './steps';

const empty: State = {
  ...sampleState(),
  configured: false,
  account: nobody,
  lastUsers: '',
  lastGroups: '',
  lastRun: null,
  automatic: null,
  test: null,
};
const test = { ...sampleTest, applies: false };
const account = { ...empty.account, loggedIn: true, organizationId: 'b5a8' };
const step = (part: string, status: string): CheckStep => ({
  part,
  status,
  name: '',
  detail: '',
  hint: '',
  nobody: false,
});
const check = (steps: CheckStep[]): Job => sampleJob({ kind: 'check', state: 'done', steps });

describe('the first steps', () => {
  const cases: [string, Partial<State>, Job | undefined, StepID | undefined][] = [
    ['begin with the directory', {}, undefined, 'directory'],
    ['go on with a check', { configured: true }, undefined, 'check'],
    [
      'stay there while the directory does not answer',
      { configured: true },
      check([step('directory', 'failed')]),
      'check',
    ],
    [
      'do not ask a check for the log-in',
      { configured: true },
      check([step('directory', 'ok'), step('organization', 'failed')]),
      'people',
    ],
    ['take a test for a check', { configured: true, test }, undefined, 'login'],
    ['want a draft saved that was tested', { test: { ...test, draft: true } }, undefined, 'directory'],
    ['compare once somebody is logged in', { configured: true, test, account }, undefined, 'plan'],
    ['sync the plan', { configured: true, test: { ...test, applies: true }, account }, undefined, 'sync'],
    [
      'end with what goes on by itself',
      { configured: true, account, lastUsers: '2026-11-23T14:00:00Z' },
      undefined,
      'automatic',
    ],
    [
      'are done then',
      { configured: true, account, lastUsers: '2026-11-23T14:00:00Z', automatic: sampleState().automatic },
      undefined,
      undefined,
    ],
  ];
  it.each(cases)('%s', (_, more, job, want) => {
    expect(openStep(stepsOf({ ...empty, ...more }, job ? { check: job } : {}, null))?.id).toBe(want);
  });

  it('tell what was found', () => {
    const read = { people: 1204, groups: 37 };
    const steps = stepsOf({ ...empty, configured: true, test: { ...test, read } }, {}, null);
    expect(steps.find(({ id }) => id === 'people')?.found).toBe('1,204 people, 37 groups');
    expect(steps.find(({ id }) => id === 'directory')?.found).toContain(empty.location);
  });

  it('look for people again where none were found', () => {
    const of = (people: number, groups: number) =>
      openStep(stepsOf({ ...empty, configured: true, test: { ...test, read: { people, groups } } }, {}, null))
        ?.id;
    expect(of(0, 0)).toBe('people');
    expect(of(0, 1)).toBe('login');
    expect(of(1, 0)).toBe('login');
  });

  it('claim nothing that a saved plan does not hold', () => {
    const opened = { ...test, file: 'friday.json', read: null, applies: true };
    const result = {
      ...sampleResult(118),
      file: 'friday.json',
      counts: { ...sampleResult(118).counts, enabled: 0, inGroups: 0 },
    };
    const found = (more: Partial<State>) =>
      Object.fromEntries(
        stepsOf({ ...empty, configured: true, account, test: opened, ...more }, {}, result).map((step) => [
          step.id,
          step.done ? step.found : undefined,
        ]),
      );
    expect(found({})).toMatchObject({ check: '', people: '', plan: '12 changes' });
    expect(found({ lastUsers: '2026-11-23T14:00:00Z', members: 29, groups: 8 })).toMatchObject({
      people: '29 members, 8 groups',
    });
    expect(found({ test: { ...opened, read: { people: 29, groups: 8 } } })).toMatchObject({
      check: 'it answers',
      people: '29 people, 8 groups',
    });
  });
});
