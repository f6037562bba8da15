import type { State } from '../backend/contract';

/** organizationOf is what the organization is called: its name where somebody gave one, else its id. */
export function organizationOf(account: State['account'] | undefined): string {
  return account?.organizationName || account?.organizationId || '';
}
