import { t } from '../../i18n/index.svelte';
import { worded } from '../form';

const texts = () => t.settings.okta;

/** Okta. */
export const okta = worded('okta', texts, {
  groups: () => [
    {
      title: texts().groups.api,
      description: texts().groups.apiHelp,
      keys: ['okta.orgUrl', 'okta.token'],
    },
  ],
});
