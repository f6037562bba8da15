/**
 * capital begins a text of Go as a sentence. What could be a name as it has to
 * be written (bwdc, ldap.hostname, ada@example.com) stays.
 */
export function capital(text: string): string {
  return /^(?!bwdc\b)[a-z]+[ :,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
