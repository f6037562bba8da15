import { getContext, setContext } from 'svelte';

/** Connection tells whether the program answers. The shell says so, on every page, where it does not. */
export interface Connection {
  readonly there: boolean;
}

const key = Symbol('connection');

export const setConnection = (connection: Connection): Connection => setContext(key, connection);

/** getConnection is that of the pages; a component by itself has one that is always there. */
export const getConnection = (): Connection => getContext<Connection | undefined>(key) ?? { there: true };
