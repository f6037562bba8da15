import type { Setting } from '../backend/contract';
import type { IconType } from '../ui/icons';

/** FormGroup is a titled part of a directory's form; keys are settings in their order. */
export interface FormGroup {
  title: string;
  keys: string[];
  /** Folded away until it is opened: what few need. */
  advanced?: boolean;
}

/** DirectoryForm is how the connection to one kind of directory is asked for. */
export interface DirectoryForm {
  /** The value of the setting "directory", e.g. "ldap". */
  type: string;
  label: string;
  icon: IconType;
  groups: () => FormGroup[];
  /** Whether a setting matters with the values as they are typed now; all do where it is absent. */
  matters?: (setting: Setting, value: (key: string) => string) => boolean;
}
