import { asError } from './request';

/** Action is one thing that is done by a press: whether it goes on, and why it failed. */
export class Action {
  busy = $state(false);
  error: Error | null = $state.raw(null);

  /** run does it; it answers whether that worked. */
  async run(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (reason) {
      this.error = asError(reason);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
