import { createContext } from 'svelte';
import type { Form } from './form.svelte';

/** The Form that the fields below work on. */
export const [getForm, setForm] = createContext<Form>();
