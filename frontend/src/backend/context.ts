import { createContext } from 'svelte';
import type { Backend } from './contract';

/** getBackend and setBackend hand the one Backend down to every component. */
export const [getBackend, setBackend] = createContext<Backend>();
