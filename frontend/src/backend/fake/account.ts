import type { Backend, State } from '../contract';
import { BackendError } from '../error';
import { sampleState } from './company';

type Methods =
  | 'login'
  | 'logout'
  | 'useProfile'
  | 'createProfile'
  | 'renameProfile'
  | 'deleteProfile'
  | 'startAutomatic'
  | 'stopAutomatic'
  | 'clearCache';

/** account is what changes the state at once: log-in, profiles, automatic sync and cache. */
export function account(state: State, tell: () => void): Pick<Backend, Methods> {
  return {
    login: async (r) => {
      if (!r.clientId.startsWith('organization.')) {
        throw new BackendError({
          code: 'auth',
          message: 'the server knows no such API key',
          hint: 'Copy client id and secret once more: Admin Console, Settings, Organization info, View API key.',
          field: 'clientId',
        });
      }
      state.account = { ...state.account, loggedIn: true, clientId: r.clientId };
      state.notReady = null;
      tell();
    },
    logout: async () => {
      state.account = { ...state.account, loggedIn: false, clientId: '' };
      tell();
    },
    useProfile: async (name) => {
      state.profile = name;
      tell();
    },
    createProfile: async (name) => {
      state.profiles = [
        ...state.profiles,
        { name, organization: '', organizationName: '', automatic: false },
      ];
      state.profile = name;
      tell();
    },
    renameProfile: async (r) => {
      state.profiles = state.profiles.map((p) => (p.name === r.from ? { ...p, name: r.to } : p));
      if (state.profile === r.from) state.profile = r.to;
      tell();
    },
    deleteProfile: async (name) => {
      state.profiles = state.profiles.filter((p) => p.name !== name);
      state.profile = state.profiles[0]?.name ?? 'default';
      tell();
    },
    startAutomatic: async () => {
      state.automatic = { ...(sampleState().automatic as NonNullable<State['automatic']>) };
      tell();
    },
    stopAutomatic: async () => {
      state.automatic = null;
      tell();
    },
    clearCache: async () => {
      Object.assign(state, { lastUsers: '', lastGroups: '', members: 0, groups: 0 });
      tell();
    },
  };
}
