import { t } from '../../i18n/index.svelte';
import { worded } from '../form';

const texts = () => t.settings.entra;

/** Microsoft Entra ID. */
export const entra = worded('entra', texts, {
  groups: () => [
    {
      title: texts().groups.app,
      description: texts().groups.appHelp,
      keys: ['entra.tenant', 'entra.applicationId', 'entra.key', 'entra.identityAuthority'],
    },
  ],
});
