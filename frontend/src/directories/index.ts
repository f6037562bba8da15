import { entra } from './entra/form';
import { file } from './file/form';
import type { DirectoryForm } from './form';
import { google } from './google/form';
import { ldap } from './ldap/form';
import { okta } from './okta/form';
import { onelogin } from './onelogin/form';

export type { DirectoryForm, FilterKind, FormGroup, Value } from './form';

/** The kinds of directories, in the order in which they are offered. */
export const directoryForms: readonly DirectoryForm[] = [ldap, entra, google, okta, onelogin, file];

/** directoryForm is the form of a kind; undefined for one that these pages do not know. */
export function directoryForm(type: string): DirectoryForm | undefined {
  return directoryForms.find((form) => form.type === type);
}
