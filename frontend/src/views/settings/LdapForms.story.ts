import type { Setting } from '../../backend/contract';
import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { at } from './story';

/** environment gives some settings, which can't be changed here then. */
function environment(list: Setting[]): Setting[] {
  const given = ['ldap.hostname', 'ldap.encryption', 'ldap.activeDirectory', 'ldap.password', 'ldap.port'];
  return list.map((s) => (given.includes(s.key) ? { ...s, origin: 'environment' } : s));
}

/** policy enforces some settings. */
function policy(list: Setting[]): Setting[] {
  const given = ['directory', 'ldap.hostname', 'ldap.encryption', 'ldap.activeDirectory'];
  return list.map((s) => (given.includes(s.key) ? { ...s, origin: 'policy' } : s));
}

export default {
  component: ViewFrame,
  variants: {
    ldap: () => at('directory'),
    openldap: () =>
      at('directory', { values: { 'ldap.activeDirectory': 'false', 'ldap.encryption': 'none' } }),
    window: () => at('directory', { window: true }),
    environment: () =>
      at('directory', {}, (backend) => ({ settings: async () => environment(await backend.settings()) })),
    policy: () =>
      at('directory', {}, (backend) => ({ settings: async () => policy(await backend.settings()) })),
  },
} satisfies Story;
