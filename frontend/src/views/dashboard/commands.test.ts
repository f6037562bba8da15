import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBackend } from '../../backend/fake';
import { sampleJob } from '../../backend/fake/jobs';
import { BackendError } from '../../backend/error';
import { Session } from '../../state/session.svelte';
import { Commands } from './commands.svelte';

const settle = () => new Promise((resolve) => setTimeout(resolve));

let answers: (() => void)[];
let refuse: ((reason: BackendError) => void)[];
const hand = <Answer>(answer: Answer) =>
  new Promise<Answer>((resolve, reject) => {
    answers.push(() => resolve(answer));
    refuse.push(reject);
  });

function begin() {
  const backend = fakeBackend();
  const session = new Session(backend, () => false);
  const commands = new Commands(backend, session, '');
  return { backend, session, commands };
}

beforeEach(() => {
  answers = [];
  refuse = [];
});

test('what is asked for waits its turn, says so, and is done once', async () => {
  const { backend, commands } = begin();
  backend.test = () => hand(sampleJob({ kind: 'test' }));
  const sync = vi.fn(() => hand(sampleJob({ kind: 'sync' })));
  backend.sync = sync;
  const tested = commands.test(false);
  const synced = commands.syncNow();
  expect(commands.asks('test')).toBe(true);
  expect(commands.asks('sync')).toBe(true);
  expect(await commands.syncNow(true)).toBe(false);
  await settle();
  expect(sync).not.toHaveBeenCalled();
  answers[0]?.();
  await tested;
  await settle();
  expect(sync).toHaveBeenCalledTimes(1);
  answers[1]?.();
  expect(await synced).toBe(true);
  expect(commands.asks('test', 'sync')).toBe(false);
});

test('a stop waits for nothing', async () => {
  const { backend, session, commands } = begin();
  session.refresh = () => hand(undefined);
  const cancel = vi.fn(async () => undefined);
  backend.cancel = cancel;
  backend.test = async () => sampleJob({ kind: 'test', state: 'running' });
  void commands.test(false);
  await settle();
  expect(answers).toHaveLength(1);
  void commands.cancel(sampleJob({ id: 'test-7' }));
  await settle();
  expect(cancel).toHaveBeenCalledWith('test-7');
});

test('a refusal that nobody sees is told by the shell', async () => {
  const { backend, session, commands } = begin();
  backend.sync = () => hand(sampleJob({ kind: 'sync' }));
  const done = commands.syncOnly('u1');
  await settle();
  commands.leave();
  refuse[0]?.(new BackendError({ code: 'failed', message: 'the disk is full' }));
  expect(await done).toBe(false);
  expect(session.toasts.map((toast) => toast.kind)).toEqual(['error']);
});
