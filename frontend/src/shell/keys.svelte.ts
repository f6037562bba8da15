import { printWhole } from '../lib/print';
import type { Prefs } from '../state/prefs.svelte';
import { mainViews, type Router } from '../state/router.svelte';

/** Keys are the shortcuts that work everywhere. */
export class Keys {
  /** The list of shortcuts is open. */
  help = $state(false);

  constructor(
    private readonly router: Router,
    private readonly prefs: Prefs,
  ) {}

  /** press does what a key means; what is typed into a box is left alone. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (event.key.toLowerCase() === 'p') {
        event.preventDefault();
        void printWhole();
        return;
      }
      const view = mainViews[Number(event.key) - 1];
      if (!view) return;
      event.preventDefault();
      void this.router.go(view);
      return;
    }
    if (!this.prefs.singleKeys || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) return;
    if (event.key === '?') {
      event.preventDefault();
      this.help = true;
    }
    if (event.key === '/') {
      const search = [...document.querySelectorAll<HTMLInputElement>('[data-search]')].find((box) =>
        box.checkVisibility(),
      );
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}
