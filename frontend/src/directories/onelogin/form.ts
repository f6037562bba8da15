import { t } from '../../i18n/index.svelte';
import { worded } from '../form';

const texts = () => t.settings.onelogin;

/** OneLogin. */
export const onelogin = worded('onelogin', texts, {
  groups: () => [
    {
      title: texts().groups.api,
      description: texts().groups.apiHelp,
      keys: ['onelogin.region', 'onelogin.clientId', 'onelogin.clientSecret'],
    },
  ],
});
