// The only file that knows how the pages reach the program: in the window by
// Wails' bindings, in a browser by /bridge.js, which defines the same names over
// HTTP and server-sent events. Both answer plain JSON, whatever the generated
// types promise, hence the casts in here.
import * as Bridge from '../../wailsjs/go/bridge/Bridge';
import * as People from '../../wailsjs/go/bridge/People';
import * as Plans from '../../wailsjs/go/bridge/Plans';
import * as Unattended from '../../wailsjs/go/bridge/Unattended';
import * as App from '../../wailsjs/go/main/App';
import { t } from '../i18n/index.svelte';
import type { Backend, DownloadRequest, Events, File, WindowBackend } from './contract';
import { toBackendError } from './error';

interface Bound {
  go?: { bridge?: unknown; main?: unknown };
  runtime?: { EventsOn?: (name: string, fn: (data: never) => void) => () => void };
}

/** bound tells whether the program is there to be called. */
export function bound(): boolean {
  return Boolean((globalThis as Bound).go?.bridge);
}

/** wailsBackend returns the backend of the program that shows this page. */
export function wailsBackend(): Backend {
  const inWindow = Boolean((globalThis as Bound).go?.main);
  return {
    ...calls<Backend>(Bridge),
    plans: calls<Backend['plans']>(Plans),
    people: calls<Backend['people']>(People),
    unattended: calls<Backend['unattended']>(Unattended),
    saveDownload: inWindow ? call(App.SaveDownload) : downloadByLink,
    saveFile: inWindow ? call(App.SaveFile) : saveByLink,
    openLink: inWindow ? call(App.OpenLink) : openTab,
    on,
    ...(inWindow ? { window: windowBackend() } : {}),
  };
}

function windowBackend(): WindowBackend {
  return {
    ...calls<WindowBackend>(App),
    onClose: (fn) => listen('close', fn),
  };
}

/** calls are the methods of a binding, in the pages' spelling. */
function calls<Methods>(bound: Record<string, (...args: never[]) => Promise<unknown>>): Methods {
  const all = Object.entries(bound).map(([name, method]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    call(method),
  ]);
  return Object.fromEntries(all) as Methods;
}

// call makes every rejection a BackendError, also where the binding is missing.
function call<Arguments extends unknown[], Answer>(bound: (...args: never[]) => Promise<unknown>) {
  return async (...args: Arguments): Promise<Answer> => {
    try {
      return (await (bound as unknown as (...args: Arguments) => Promise<unknown>)(...args)) as Answer;
    } catch (reason) {
      throw toBackendError(reason);
    }
  };
}

function on<Name extends keyof Events>(name: Name, fn: Events[Name]): () => void {
  return listen(name, fn as (data: never) => void);
}

function listen(name: string, fn: (data: never) => void): () => void {
  return (globalThis as Bound).runtime?.EventsOn?.(name, fn) ?? (() => undefined);
}

async function downloadByLink(r: DownloadRequest): Promise<string> {
  if (r.words) return saveByLink(await call<[DownloadRequest], File>(Bridge.Download)(r));
  follow(`/api/download/${r.what}.${r.format}`, `${r.what}.${r.format}`);
  return '';
}

async function saveByLink(f: File): Promise<string> {
  const url = URL.createObjectURL(new Blob([f.content], { type: f.type }));
  follow(url, f.name);
  // The browser takes the file in its own time.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return '';
}

// As the window does it (desktop/links.go): "javascript:" would run in these
// pages, and a name or password in front of the host hides where it leads.
async function openTab(url: string): Promise<void> {
  const link = URL.canParse(url) ? new URL(url) : null;
  if (link?.protocol !== 'https:' || link.username !== '' || link.password !== '') {
    throw toBackendError({ code: 'failed', message: t.common.onlyHttps });
  }
  window.open(link.href, '_blank', 'noopener,noreferrer');
}

function follow(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
