import { describe, expect, it } from 'vitest';
import { Guard } from './guard.svelte';

describe('the guard', () => {
  it('lets go where nothing is unsaved', async () => {
    const guard = new Guard();
    guard.register(() => false);
    expect(await guard.mayLeave()).toBe(true);
    expect(guard.asking).toBe(false);
  });

  it.each([true, false])('asks where something is unsaved, and hands on %s', async (leave) => {
    const guard = new Guard();
    guard.register(() => true);
    const answer = guard.mayLeave();
    expect(guard.asking).toBe(true);
    guard.answer(leave);
    expect(await answer).toBe(leave);
    expect(guard.asking).toBe(false);
  });

  it('stays where a second question comes before the first was answered', async () => {
    const guard = new Guard();
    guard.register(() => true);
    const first = guard.mayLeave();
    const second = guard.mayLeave();
    guard.answer(true);
    expect(await first).toBe(false);
    expect(await second).toBe(true);
  });

  it('asks for what is kept when the page ends, not when a view is left', async () => {
    const guard = new Guard();
    guard.kept = true;
    expect(guard.unsavedAtAll()).toBe(true);
    expect(await guard.mayLeave()).toBe(true);
    const answer = guard.mayEnd();
    expect(guard.asking).toBe(true);
    guard.answer(false);
    expect(await answer).toBe(false);
    guard.kept = false;
    expect(await guard.mayEnd()).toBe(true);
  });

  it('forgets a view that is gone', async () => {
    const guard = new Guard();
    const gone = guard.register(() => true);
    gone();
    expect(await guard.mayLeave()).toBe(true);
  });
});
