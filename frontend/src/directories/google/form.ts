import { t } from '../../i18n/index.svelte';
import { worded } from '../form';

const texts = () => t.settings.google;

/** Google Workspace. */
export const google = worded('google', texts, {
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
});
