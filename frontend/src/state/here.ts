import { onDestroy } from 'svelte';
import { Action } from '../lib/action.svelte';
import { getSession } from './context';
import type { Router } from './router.svelte';

/**
 * stillHere tells, once an answer has come, whether the component is still on the
 * screen: who has left is not brought elsewhere by it. To be called where the
 * component begins.
 */
export function stillHere(): () => boolean {
  let here = true;
  onDestroy(() => (here = false));
  return () => here;
}

/** stillOn is stillHere where the component goes by what it has done: it tells whether its page is shown. */
export function stillOn(router: Router): () => boolean {
  const { view } = router;
  return () => router.view === view;
}

/**
 * shellAction is an Action whose failure the shell tells, about that: what comes of
 * it next overtakes it. To be called where the component begins.
 */
export function shellAction(about: string): Action {
  const session = getSession();
  return new Action(
    () => false,
    (error) => session.fail(error, about),
  );
}

/**
 * toldAction is an Action whose failure is told by the shell where nobody sees its
 * place any more: the component is gone, or its dialog is closed. To be called
 * where the component begins.
 */
export function toldAction(open: () => boolean = () => true): Action {
  const session = getSession();
  const here = stillHere();
  return new Action(
    () => here() && open(),
    (error) => session.fail(error),
  );
}
