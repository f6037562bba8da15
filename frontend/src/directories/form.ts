import type { Setting } from '../backend/contract';

/** Value tells what a setting would be if the form were saved as it is typed now. */
export type Value = (key: string) => string;

/** FormGroup is a titled part of a form; keys are settings in their order. */
export interface FormGroup {
  title: string;
  description?: string;
  keys: readonly string[];
  /** Folded away until it is opened: what few need. */
  advanced?: boolean;
}

/** FilterExample is a filter to start from, and what it takes. */
export interface FilterExample {
  filter: string;
  meaning: string;
}

/** FilterHelp says how a filter is written for one kind of directory. */
export interface FilterHelp {
  rules: readonly string[];
  examples: readonly FilterExample[];
}

/** FilterKind is what a filter chooses from. */
export type FilterKind = 'user' | 'group';

/**
 * DirectoryForm is how the connection to one kind of directory is asked for. Its
 * icon is in icons.ts, so that forms can be tested without a browser.
 */
export interface DirectoryForm {
  /** The value of the setting "directory", e.g. "ldap". */
  type: string;
  readonly label: string;
  /** Whom it is for, in a few words. */
  readonly description: string;
  /** Its fields, as the values are typed now. Whatever they are, each setting is in one group. */
  groups: (value: Value) => FormGroup[];
  /** Whether a setting matters with the values as they are typed now; all do where it is absent. */
  matters?: (setting: Setting, value: Value) => boolean;
  /** What holds where a setting is left empty, if that depends on others; undefined: its default. */
  placeholder?: (key: string, value: Value) => string | undefined;
  /** The words for setting a key to nothing, where that is more than not to set it. */
  nothing?: (key: string) => string | undefined;
  filterHelp: (kind: FilterKind) => FilterHelp;
}

/** Texts are the words of one kind of directory, beside those of its groups. */
interface Texts {
  label: string;
  description: string;
  userFilter: FilterHelp;
  groupFilter: FilterHelp;
}

/** worded gives a form the texts of its kind, in the language that is used. */
export function worded(
  type: string,
  texts: () => Texts,
  form: Omit<DirectoryForm, 'type' | keyof Texts | 'filterHelp'>,
): DirectoryForm {
  return {
    ...form,
    type,
    get label() {
      return texts().label;
    },
    get description() {
      return texts().description;
    },
    filterHelp: (kind) => (kind === 'user' ? texts().userFilter : texts().groupFilter),
  };
}
