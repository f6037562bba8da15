// The colours of the page for a canvas, which knows no custom properties.
import type { Kind, Look } from './plot';

const lines: Record<Kind, string[]> = {
  members: ['--accent', '--warning'],
  changes: ['--ok', '--info', '--danger', '--warning'],
};

/** The system's colours where it forces its own: a canvas is not forced by itself. */
const forced: Record<Kind, string[]> = {
  members: ['LinkText', 'CanvasText'],
  changes: ['LinkText', 'GrayText', 'CanvasText', 'GrayText'],
};

/** lookOf reads the colours as they are now. */
export function lookOf(kind: Kind, element: HTMLElement): Look {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  if (matchMedia('(forced-colors: active)').matches) {
    return { text: 'CanvasText', grid: 'GrayText', surface: 'Canvas', lines: forced[kind], font };
  }
  return {
    text: token('--muted'),
    grid: token('--border'),
    surface: token('--surface'),
    lines: lines[kind].map(token),
    font,
  };
}

/** onLook calls fn when colours change: the theme, contrast, forced colours. */
export function onLook(fn: () => void): () => void {
  const theme = new MutationObserver(fn);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const queries = ['(forced-colors: active)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', fn);
  return () => {
    theme.disconnect();
    for (const query of queries) query.removeEventListener('change', fn);
  };
}
