import { describe, expect, it, vi } from 'vitest';
import { debounce } from './debounce';
import { idle, Latest, loading, shown, type Request } from './request';

describe('a request', () => {
  it('shows the last answer while the next one comes', () => {
    const ready: Request<number> = { at: 'ready', data: 7 };
    expect(shown(loading(ready))).toBe(7);
    expect(shown(loading(loading(ready)))).toBe(7);
    expect(shown(loading<number>(idle))).toBeUndefined();
    expect(shown<number>({ at: 'failed', error: new Error('no') })).toBeUndefined();
  });
});

describe('Latest', () => {
  it('drops an older answer that comes late', async () => {
    const latest = new Latest();
    const got: string[] = [];
    let answerFirst: (text: string) => void = () => undefined;
    const first = latest.ask(
      () => new Promise<string>((resolve) => (answerFirst = resolve)),
      (text) => got.push(text),
      () => got.push('failed'),
    );
    await latest.ask(
      async () => 'second',
      (text) => got.push(text),
      () => undefined,
    );
    answerFirst('first');
    await first;
    expect(got).toEqual(['second']);
  });

  it('tells a failure as an Error', async () => {
    const fail = vi.fn();
    await new Latest().ask(
      () => Promise.reject('why'),
      () => undefined,
      fail,
    );
    expect(fail).toHaveBeenCalledWith(new Error('why'));
  });
});

describe('debounce', () => {
  it('calls once with the last arguments', () => {
    vi.useFakeTimers();
    const fn = vi.fn();
    const later = debounce(fn, 100);
    later(1);
    vi.advanceTimersByTime(99);
    later(2);
    vi.advanceTimersByTime(99);
    expect(fn).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fn.mock.calls).toEqual([[2]]);
    later(3);
    later.flush();
    expect(fn).toHaveBeenLastCalledWith(3);
    later(4);
    later.cancel();
    vi.runAllTimers();
    expect(fn).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });
});
