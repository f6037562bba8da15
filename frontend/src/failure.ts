// The page of a program that can't start (desktop/failure.go) stands without
// scripts; this puts what the program says into the language of the page.
import { useLanguage } from './i18n/index.svelte';
import { sentence } from './i18n/troubles';

const page = document.documentElement;
await useLanguage([page.lang]);
for (const text of document.querySelectorAll<HTMLElement>('[data-said]')) {
  text.textContent = sentence(text.textContent);
  text.lang = page.lang;
}
