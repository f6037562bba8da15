/** hash is the link to a view, and what in it. */
export function hash(view: string, detail = ''): string {
  return detail ? `#${view}/${encodeURIComponent(detail)}` : `#${view}`;
}
