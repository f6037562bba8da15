/** Debounced is a function that waits until it was not called for a while. */
export interface Debounced<Arguments extends unknown[]> {
  (...args: Arguments): void;
  /** flush makes the waiting call now. */
  flush(): void;
  /** cancel drops the waiting call. */
  cancel(): void;
}

/** debounce calls fn with the last arguments once it was quiet for that many milliseconds. */
export function debounce<Arguments extends unknown[]>(
  fn: (...args: Arguments) => void,
  milliseconds: number,
): Debounced<Arguments> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: Arguments | undefined;
  const flush = () => {
    clearTimeout(timer);
    const args = waiting;
    waiting = undefined;
    if (args) fn(...args);
  };
  const call = (...args: Arguments) => {
    waiting = args;
    clearTimeout(timer);
    timer = setTimeout(flush, milliseconds);
  };
  const cancel = () => {
    clearTimeout(timer);
    waiting = undefined;
  };
  return Object.assign(call, { flush, cancel });
}
