/** shortId leaves the beginning of an id like 4c1f1e0a-2d6b-…; other texts stay. */
export function shortId(text: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? `${text.slice(0, 8)}…` : text;
}

/**
 * capital begins a text of Go as a sentence. What could be a name as it has to
 * be written (bwdc, ldap.hostname, ada@example.com) stays.
 */
export function capital(text: string): string {
  return /^(?!bwdc\b)\p{Ll}+[ :,]/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
