import { mount } from 'svelte';
import App from './App.svelte';
import { bound, wailsBackend } from './backend/wails';
import { languageTag, t, useLanguage } from './i18n/index.svelte';
import { useLocale } from './lib/format';
import { mendLanguage } from './lib/language';
import './ui/tokens.css';

mendLanguage();
useLanguage(navigator.languages);
useLocale(languageTag(), navigator.languages);
document.documentElement.lang = languageTag();

const target = document.getElementById('app');
if (target && bound()) mount(App, { target, props: { backend: wailsBackend() } });
else if (target) target.textContent = t.common.notBound;
