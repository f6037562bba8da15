import { asError } from './request';

/**
 * Action is one thing that is done by a press: whether it goes on, and why it
 * failed. What is pressed twice is done once.
 */
export class Action {
  busy = $state(false);
  error: Error | null = $state.raw(null);

  /** seen tells whether error is shown; where it is not, untold hears of it. */
  constructor(
    private readonly seen: () => boolean = () => true,
    private readonly untold: (error: Error) => void = () => undefined,
  ) {}

  /** run does it; it answers whether that worked. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (reason) {
      if (this.seen()) this.error = asError(reason);
      else this.untold(asError(reason));
      return false;
    } finally {
      this.busy = false;
    }
  }
}
