import { t } from '../../i18n/index.svelte';
import { worded } from '../form';

const texts = () => t.settings.file;

/** A file that stands for a directory. */
export const file = worded('file', texts, {
  groups: () => [
    {
      title: texts().groups.file,
      description: texts().groups.fileHelp,
      keys: ['file.path', 'file.format'],
    },
  ],
});
