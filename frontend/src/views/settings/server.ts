/** ServerChoice is which server a profile is for. */
export type ServerChoice = 'us' | 'eu' | 'own';

/** The addresses of Bitwarden's clouds, as server.url has them. */
export const clouds = { us: 'https://bitwarden.com', eu: 'https://bitwarden.eu' } as const;

/**
 * choiceOf tells which choice the settings are. The clouds are known by their
 * front doors, with or without scheme; an address of its own for a part makes it
 * a server of one's own.
 */
export function choiceOf(value: (key: string) => string): ServerChoice {
  if (value('server.webVault') || value('server.api') || value('server.identity')) return 'own';
  const host = value('server.url')
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/+$/, '');
  if (/^(vault\.|www\.)?bitwarden\.com$/.test(host) || host === '') return 'us';
  if (/^(vault\.|www\.)?bitwarden\.eu$/.test(host)) return 'eu';
  return 'own';
}
