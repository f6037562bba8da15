/** Prefs is what a person chose for this browser or window, beside the colours. */
export class Prefs {
  /** "/" and "?" do something: keys without Ctrl can be switched off (WCAG 2.1.4). */
  singleKeys = $state(stored());

  /** chooseSingleKeys changes and keeps the choice. */
  chooseSingleKeys(on: boolean): void {
    this.singleKeys = on;
    try {
      if (on) localStorage.removeItem('single-keys');
      else localStorage.setItem('single-keys', 'off');
    } catch {
      // No storage: it holds until the page is left.
    }
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem('single-keys') !== 'off';
  } catch {
    return true;
  }
}
