import { hash } from '../lib/address';
import type { Guard } from './guard.svelte';

/** The views of the pages, in the order of the navigation. */
export const mainViews = ['dashboard', 'settings', 'history', 'more'] as const;

/** The views of one person or group: by external id, or by whatever it is called. */
const whoViews = ['person', 'group', 'find'] as const;

/** View is one of the pages; "login" is shown in a shell of its own. */
export type View = (typeof mainViews)[number] | (typeof whoViews)[number] | 'docs' | 'login';

/**
 * Router holds the view, and the rest of the address that a view uses for
 * itself: "#history/42" is the view "history" with the detail "42". Back and
 * forward work, and ask the guard like everything else.
 */
export class Router {
  view: View = $state('dashboard');
  detail = $state('');
  /** What is open, for the title of the tab; empty where the view says it all. */
  title = $state('');
  readonly #called: Record<string, string> = {};

  constructor(private readonly guard: Guard) {
    this.#read();
  }

  /** start follows the address; the returned function ends it. */
  start(): () => void {
    const changed = () => void this.#changed();
    const clicked = (event: MouseEvent) => this.#clicked(event.target);
    window.addEventListener('hashchange', changed);
    window.addEventListener('click', clicked, true);
    return () => {
      window.removeEventListener('hashchange', changed);
      window.removeEventListener('click', clicked, true);
    };
  }

  /**
   * called is what the link said that led to a person or group, until the program
   * tells the name; empty where no link was pressed.
   */
  called(view: View, detail: string): string {
    return this.#called[address(view, detail)] ?? '';
  }

  #clicked(on: EventTarget | null): void {
    const link = on instanceof Element ? on.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const to = link?.getAttribute('href') ?? '';
    if (link && whoViews.some((view) => to.startsWith(`#${view}/`))) {
      this.#called[to] = link.textContent.trim();
    }
  }

  /** go opens a view, unless the person wants to stay with unsaved changes. */
  async go(view: View, detail = ''): Promise<void> {
    if (view !== this.view && !(await this.guard.mayLeave())) return;
    this.#show(view, detail);
    const hash = address(view, detail);
    if (location.hash !== hash) history.pushState(null, '', hash);
  }

  /** replace is go without a step in the history: for what the program decides. */
  replace(view: View, detail = ''): void {
    this.#show(view, detail);
    history.replaceState(null, '', address(view, detail));
  }

  async #changed(): Promise<void> {
    const [view] = parse(location.hash);
    if (view !== this.view && !(await this.guard.mayLeave())) {
      history.pushState(null, '', address(this.view, this.detail));
      return;
    }
    this.#read();
  }

  #show(view: View, detail: string): void {
    if (view !== this.view || detail !== this.detail) this.title = '';
    this.view = view;
    this.detail = detail;
  }

  #read(): void {
    const [view, detail] = parse(location.hash);
    this.#show(view ?? 'dashboard', view ? detail : '');
    // An address that nothing has (a typing error, an old bookmark) is that of the first page.
    if (!view && location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  }
}

/** address is the link to a view. */
export const address: (view: View, detail?: string) => string = hash;

function parse(hash: string): [View | undefined, string] {
  const [name = '', detail = ''] = hash.replace(/^#/, '').split('/', 2);
  const view = ([...mainViews, ...whoViews, 'docs', 'login'] as const).find((known) => known === name);
  return [view, safely(detail)];
}

function safely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
