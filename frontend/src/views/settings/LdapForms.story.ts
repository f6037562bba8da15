import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { at } from './story';

export default {
  component: ViewFrame,
  variants: {
    ldap: () => at('directory'),
    openldap: () =>
      at('directory', { values: { 'ldap.activeDirectory': 'false', 'ldap.encryption': 'none' } }),
  },
} satisfies Story;
