import { t } from '../../../i18n/index.svelte';

/** The lists of users in the result of a test. */
export type UserListName = 'enabled' | 'disabled' | 'deleted';

/** listName is how a list is called. */
export function listName(list: UserListName): string {
  return t.dashboard.test.tabs[list];
}
