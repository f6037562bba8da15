import { store, stored } from './storage';

/** Prefs is what a person chose for this browser or window, beside the colours. */
export class Prefs {
  /** "/" and "?" do something: keys without Ctrl can be switched off (WCAG 2.1.4). */
  singleKeys = $state(stored('single-keys') !== 'off');

  /** Every setting shows its key, for who uses the command line as well. */
  settingKeys = $state(stored('setting-keys') === 'on');

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
