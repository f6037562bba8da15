/** Prefs is what a person chose for this browser or window, beside the colours. */
export class Prefs {
  /** "/" and "?" do something: keys without Ctrl can be switched off (WCAG 2.1.4). */
  singleKeys = $state(!stored('single-keys', 'off', false));

  /** Every setting shows its key, for who uses the command line as well. */
  settingKeys = $state(stored('setting-keys', 'on', false));

  /** chooseSettingKeys changes and keeps the choice. */
  chooseSettingKeys(on: boolean): void {
    this.settingKeys = on;
    store('setting-keys', on ? 'on' : '');
  }

  /** chooseSingleKeys changes and keeps the choice. */
  chooseSingleKeys(on: boolean): void {
    this.singleKeys = on;
    store('single-keys', on ? '' : 'off');
  }
}

// stored tells whether a name has that value.
function stored(name: string, value: string, without: boolean): boolean {
  try {
    return localStorage.getItem(name) === value;
  } catch {
    return without;
  }
}

function store(name: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // No storage: it holds until the page is left.
  }
}
