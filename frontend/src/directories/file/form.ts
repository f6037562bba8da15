import { t } from '../../i18n/index.svelte';
import type { DirectoryForm } from '../form';

const texts = () => t.settings.file;

/** A file that stands for a directory. */
export const file: DirectoryForm = {
  type: 'file',
  get label() {
    return texts().label;
  },
  get description() {
    return texts().description;
  },
  groups: () => [
    {
      title: texts().groups.file,
      description: texts().groups.fileHelp,
      keys: ['file.path', 'file.format'],
    },
  ],
  filterHelp: (kind) => (kind === 'user' ? texts().userFilter : texts().groupFilter),
};
