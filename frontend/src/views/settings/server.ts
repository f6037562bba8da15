/** ServerChoice is which server a profile is for. */
export type ServerChoice = 'us' | 'eu' | 'own';

/** The addresses of Bitwarden's clouds, as server.url has them. */
export const clouds = { us: 'https://bitwarden.com', eu: 'https://bitwarden.eu' } as const;

/** inClear is the host that an address without encryption leads to; empty where it has encryption or stays on this machine. */
export function inClear(address: string): string {
  const host = /^http:\/\/([^/?#]+)/i.exec(address.trim())?.[1] ?? '';
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d*)?$/i.test(host) ? '' : host;
}

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
