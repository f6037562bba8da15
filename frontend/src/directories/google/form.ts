import { t } from '../../i18n/index.svelte';
import type { DirectoryForm } from '../form';

const texts = () => t.settings.google;

/** Google Workspace. */
export const google: DirectoryForm = {
  type: 'google',
  get label() {
    return texts().label;
  },
  get description() {
    return texts().description;
  },
  groups: () => [
    {
      title: texts().groups.account,
      description: texts().groups.accountHelp,
      keys: ['google.clientEmail', 'google.privateKey'],
    },
    {
      title: texts().groups.directory,
      keys: ['google.adminUser', 'google.customer', 'google.domain'],
    },
  ],
  // Where a customer is set the domain is not asked for.
  matters: (setting, value) => setting.key !== 'google.domain' || value('google.customer') === '',
  filterHelp: (kind) => (kind === 'user' ? texts().userFilter : texts().groupFilter),
};
