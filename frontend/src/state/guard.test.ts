import { describe, expect, it, vi } from 'vitest';
import { Guard } from './guard.svelte';

const changes = (any: boolean, discard = () => undefined) => ({ any: () => any, discard });

describe('the guard', () => {
  it('lets go where nothing is unsaved', async () => {
    const guard = new Guard();
    guard.register(changes(false));
    expect(await guard.mayLeave()).toBe(true);
    expect(guard.asking).toBe(false);
  });

  it.each([true, false])('asks where something is unsaved, and hands on %s', async (leave) => {
    const guard = new Guard();
    guard.register(changes(true));
    const answer = guard.mayLeave();
    expect(guard.asking).toBe(true);
    guard.answer(leave);
    expect(await answer).toBe(leave);
    expect(guard.asking).toBe(false);
  });

  it.each([true, false])(
    'has a view discard what the person gives up, and nothing else: %s',
    async (leave) => {
      const guard = new Guard();
      const discard = vi.fn();
      guard.register(changes(true, discard));
      const left = guard.mayLeave();
      guard.answer(leave);
      await left;
      expect(discard).toHaveBeenCalledTimes(leave ? 1 : 0);
      // At the end of the page the person may still stay.
      const ended = guard.mayEnd();
      guard.answer(true);
      await ended;
      expect(discard).toHaveBeenCalledTimes(leave ? 1 : 0);
    },
  );

  it('stays where a second question comes before the first was answered', async () => {
    const guard = new Guard();
    guard.register(changes(true));
    const first = guard.mayLeave();
    const second = guard.mayLeave();
    guard.answer(true);
    expect(await first).toBe(false);
    expect(await second).toBe(true);
  });

  it('asks for what is kept when the page ends, not when a view is left', async () => {
    let kept = true;
    const guard = new Guard(() => kept);
    expect(guard.unsavedAtAll()).toBe(true);
    expect(await guard.mayLeave()).toBe(true);
    const answer = guard.mayEnd();
    expect(guard.asking).toBe(true);
    guard.answer(false);
    expect(await answer).toBe(false);
    kept = false;
    expect(await guard.mayEnd()).toBe(true);
  });

  it('forgets a view that is gone', async () => {
    const guard = new Guard();
    const gone = guard.register(changes(true));
    gone();
    expect(await guard.mayLeave()).toBe(true);
  });
});
