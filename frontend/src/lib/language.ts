/**
 * knownLanguage returns the language of the system where Intl knows it. WebKit
 * on Linux calls that of the locale C.UTF-8 "C", which is none: Intl, and
 * libraries that ask it with navigator.language, throw then.
 */
function knownLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** mendLanguage replaces navigator.language where Intl does not know it. */
export function mendLanguage(of: Navigator = navigator): void {
  const known = knownLanguage(of.language);
  if (known.toLowerCase() === of.language.toLowerCase()) return;
  Object.defineProperty(of, 'language', { value: known, configurable: true });
  Object.defineProperty(of, 'languages', { value: [known], configurable: true });
}
