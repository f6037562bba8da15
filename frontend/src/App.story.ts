import App from './App.svelte';
import { fakeBackend } from './backend/fake';
import { BackendError } from './backend/error';
import { nobody, sampleState } from './backend/fake/company';
import type { Story } from './gallery';

const twoProfiles = [
  ...sampleState().profiles,
  {
    name: 'school',
    directory: 'google',
    organization: '4c1f1e0a-2d6b-4f7e-9a51-0b2c3d4e5f60',
    organizationName: 'Example School',
    server: 'https://bitwarden.eu',
    automatic: false,
  },
];
const loggedOut = { ...nobody, server: 'https://vault.example.com' };

export default {
  component: App,
  variants: {
    main: () => ({ backend: fakeBackend() }),
    profiles: () => ({ backend: fakeBackend({ state: { profiles: twoProfiles } }) }),
    failing: () => {
      const { automatic, lastRun } = sampleState();
      return {
        backend: fakeBackend({
          state: {
            profiles: twoProfiles,
            automatic: automatic && { ...automatic, failures: 2 },
            lastRun: lastRun && { ...lastRun, result: 'failed', trigger: 'automatic' },
          },
        }),
      };
    },
    stopped: () => {
      const { lastRun } = sampleState();
      return {
        backend: fakeBackend({
          state: {
            profiles: twoProfiles,
            automatic: null,
            lastRun: lastRun && { ...lastRun, result: 'stopped' },
          },
        }),
      };
    },
    login: () => ({
      backend: fakeBackend({ state: { account: loggedOut, automatic: null, configured: false } }),
    }),
    loading: () => ({ backend: fakeBackend({ delay: 1_000_000 }) }),
    offline: () => ({
      backend: fakeBackend({
        fail: { state: new BackendError({ code: 'offline', message: 'bwdc serve does not answer' }) },
      }),
    }),
  },
} satisfies Story;
