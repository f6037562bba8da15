import { onDestroy, untrack } from 'svelte';
import { debounce } from '../../lib/debounce';
import type { Session } from '../../state/session.svelte';
import type { Form } from './form.svelte';

/**
 * follow has a Form read the settings again whenever the state was asked: another
 * tab, the command line or a service may have changed them, and only the first
 * raises an event. Where they can't be read the banner of the shell says so.
 * It is called while a component is made.
 */
export function follow(form: Form, session: Session): void {
  const again = debounce(() => void form.load().catch(() => undefined), 400);
  let known = session.state;
  $effect(() => {
    if (session.state === known) return;
    known = session.state;
    untrack(() => again());
  });
  onDestroy(() => again.cancel());
}
