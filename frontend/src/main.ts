import { mount } from 'svelte';
import App from './App.svelte';
import { bound, wailsBackend } from './backend/wails';
import { t, useLanguage } from './i18n/index.svelte';
import { mendLanguage } from './lib/language';
import { wantedLanguages } from './state/speech.svelte';
import './ui/tokens.css';

mendLanguage();
// Nothing is shown before its words are there.
await useLanguage(wantedLanguages());

const target = document.getElementById('app');
if (target && bound()) mount(App, { target, props: { backend: wailsBackend() } });
else if (target) target.textContent = t.common.notBound;
