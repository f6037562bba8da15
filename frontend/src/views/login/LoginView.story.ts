import { BackendError } from '../../backend/error';
import { fakeBackend, type FakeOptions } from '../../backend/fake';
import { nobody } from '../../backend/fake/company';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import LoginView from './LoginView.svelte';

function before(options: FakeOptions = {}) {
  const backend = fakeBackend({
    ...options,
    state: { account: nobody, automatic: null, configured: false, ...options.state },
  });
  return { of: LoginView, backend };
}

/** without leaves Bitwarden's connector out, as on most computers. */
function without(options: FakeOptions = {}) {
  const shown = before(options);
  return { ...shown, backend: { ...shown.backend, findTakeover: async () => '' } };
}

export default {
  component: ViewFrame,
  variants: {
    first: () => without({ values: { 'server.url': 'https://bitwarden.com' } }),
    selfHosted: () => without(),
    eachURL: () =>
      without({ values: { 'server.api': 'https://api.example.com', 'network.proxy': 'http://proxy:3128' } }),
    takeover: () => before(),
    again: () =>
      without({ state: { account: { ...nobody, loggedIn: true, organizationId: 'Example Ltd' } } }),
    loading: () => {
      const shown = without();
      return { ...shown, backend: { ...shown.backend, settings: () => new Promise(() => undefined) } };
    },
    failed: () =>
      without({
        fail: {
          settings: new BackendError({
            code: 'database-locked',
            message: 'the database is in use by another process',
            hint: 'Try again in a moment.',
          }),
        },
      }),
  },
} satisfies Story;
