import { createContext } from 'svelte';
import type { Backend } from '../backend/contract';
import type { Guard } from './guard.svelte';
import type { Prefs } from './prefs.svelte';
import type { Router } from './router.svelte';
import type { Session } from './session.svelte';
import type { Speech } from './speech.svelte';
import type { Theme } from './theme.svelte';

/** The one Backend, Session, Router, leave Guard, Theme, Speech and Prefs, handed down to every component. */
export const [getBackend, setBackend] = createContext<Backend>();
export const [getSession, setSession] = createContext<Session>();
export const [getRouter, setRouter] = createContext<Router>();
export const [getGuard, setGuard] = createContext<Guard>();
export const [getTheme, setTheme] = createContext<Theme>();
export const [getSpeech, setSpeech] = createContext<Speech>();
export const [getPrefs, setPrefs] = createContext<Prefs>();
