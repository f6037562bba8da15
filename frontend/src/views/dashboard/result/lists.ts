/** The lists of users in the result of a test. */
export type UserListName = 'enabled' | 'disabled' | 'deleted' | 'removals';
