import { expect, test, vi } from 'vitest';
import { fakeBackend } from '../../backend/fake';
import { sampleJob } from '../../backend/fake/jobs';
import type { Explained, Job } from '../../backend/contract';
import { Session } from '../../state/session.svelte';
import { Look } from './look.svelte';

const settle = () => new Promise((resolve) => setTimeout(resolve));
const jobOf = (number: number) =>
  sampleJob({ id: `explain-${number}`, number, kind: 'explain', state: 'running' });

/** begin has looks whose questions are answered by hand. */
function begin() {
  const backend = fakeBackend();
  const asked: { who: string; answer: (job: Job) => void }[] = [];
  const explained: { id: string; answer: () => void }[] = [];
  const cancel = vi.fn(async () => undefined);
  backend.cancel = cancel;
  backend.people.explain = (r) =>
    new Promise((resolve) => asked.push({ who: r.who, answer: (job) => resolve(job) }));
  backend.people.explained = (id) =>
    new Promise((resolve) =>
      explained.push({ id, answer: () => resolve({ jobId: id } as unknown as Explained) }),
    );
  const session = new Session(backend, () => false);
  const started = vi.spyOn(session, 'started');
  const look = (who: string) => new Look(backend, session, who, 'user');
  return { asked, explained, cancel, started, look };
}

test('who leaves before her question has a name ends it once it has', async () => {
  const { asked, cancel, started, look } = begin();
  const ada = look('ada');
  void ada.ask(false);
  await settle();
  expect(ada.busy).toBe(true);
  ada.cancel();
  expect(ada.busy).toBe(false);
  asked[0]?.answer(jobOf(1));
  await settle();
  expect(cancel).toHaveBeenCalledWith('explain-1');
  expect(started).not.toHaveBeenCalled();
  expect(ada.job).toBe('');
});

test('the next person is asked about once the question before has its name', async () => {
  const { asked, look } = begin();
  const [ada, bob, eve] = [look('ada'), look('bob'), look('eve')];
  void ada.ask(false);
  await settle();
  ada.cancel();
  void bob.ask(false);
  bob.cancel();
  void eve.ask(false);
  await settle();
  expect(asked.map(({ who }) => who)).toEqual(['ada']);
  asked[0]?.answer(jobOf(1));
  await settle();
  // Nobody waits for what is about Bob any more.
  expect(asked.map(({ who }) => who)).toEqual(['ada', 'eve']);
  asked[1]?.answer(jobOf(2));
  await settle();
  expect(eve.job).toBe('explain-2');
});

test('an older answer that comes late is not shown', async () => {
  const { asked, explained, look } = begin();
  const ada = look('ada');
  void ada.ask(false);
  await settle();
  asked[0]?.answer(jobOf(1));
  await settle();
  void ada.ended({ ...jobOf(1), state: 'done' });
  void ada.ask(true);
  await settle();
  asked[1]?.answer(jobOf(2));
  await settle();
  void ada.ended({ ...jobOf(2), state: 'done' });
  await settle();
  expect(explained.map(({ id }) => id)).toEqual(['explain-1', 'explain-2']);
  explained[1]?.answer();
  await settle();
  expect(ada.answer?.jobId).toBe('explain-2');
  explained[0]?.answer();
  await settle();
  expect(ada.answer?.jobId).toBe('explain-2');
});
