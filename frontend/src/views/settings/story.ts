import { fakeBackend, type Fake, type FakeOptions } from '../../backend/fake';
import SettingsView from './SettingsView.svelte';

/** at is the view at a part of it, for stories. */
export function at(
  detail: string,
  options: FakeOptions = {},
  change: (backend: Fake) => Partial<Fake> = () => ({}),
) {
  history.replaceState(null, '', `#settings/${detail}`);
  const backend = fakeBackend(options);
  return { of: SettingsView, backend: { ...backend, ...change(backend) } };
}
