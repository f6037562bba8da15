import { expect, test, vi } from 'vitest';
import { Action } from './action.svelte';

test('what is pressed twice is done once', async () => {
  const action = new Action();
  let end: () => void = () => undefined;
  const work = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  const first = action.run(work);
  expect(await action.run(work)).toBe(false);
  expect(action.busy).toBe(true);
  end();
  expect(await first).toBe(true);
  expect(work).toHaveBeenCalledTimes(1);
  expect(action.busy).toBe(false);
});

test('a failure whose place nobody sees is told elsewhere, and is not there the next time', async () => {
  let open = true;
  const untold = vi.fn();
  const action = new Action(() => open, untold);
  await action.run(() => Promise.reject(new Error('first')));
  expect(action.error?.message).toBe('first');
  expect(untold).not.toHaveBeenCalled();
  open = false;
  await action.run(() => Promise.reject(new Error('second')));
  expect(action.error).toBeNull();
  expect(untold).toHaveBeenCalledWith(new Error('second'));
});
