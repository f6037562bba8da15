import { idle, Latest, loading, shown, type Request } from './request';

/**
 * Query is a question to the program that a view asks again and again: it holds
 * where the last one stands and keeps showing the last answer while a new one comes.
 */
export class Query<Data> {
  request: Request<Data> = $state.raw(idle);
  readonly data: Data | undefined = $derived(shown(this.request));
  readonly busy: boolean = $derived(this.request.at === 'loading');
  readonly error: Error | null = $derived(this.request.at === 'failed' ? this.request.error : null);
  readonly #latest = new Latest();

  /** ask asks; only the newest question is answered. */
  ask(question: () => Promise<Data>): Promise<void> {
    this.request = loading(this.request);
    return this.#latest.ask(
      question,
      (data) => (this.request = { at: 'ready', data }),
      (error) => (this.request = { at: 'failed', error }),
    );
  }

  /** reset forgets the answer, and the one that may still come. */
  reset(): void {
    this.#latest.forget();
    this.request = idle;
  }
}
