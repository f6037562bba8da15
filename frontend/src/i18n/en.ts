import type { Catalogue } from './codes';
import { common } from './en/common';
import { complaints } from './en/complaints';
import { dashboard } from './en/dashboard';
import { docs } from './en/docs';
import { fields } from './en/fields';
import { first } from './en/first';
import { history } from './en/history';
import { login } from './en/login';
import { more } from './en/more';
import { person } from './en/person';
import { plan } from './en/plan';
import { problems } from './en/problems';
import { reasons } from './en/reasons';
import { settings } from './en/settings';
import { synonyms } from './en/synonyms';
import { trouble } from './en/trouble';
import { trust } from './en/trust';
import { unattended } from './en/unattended';

/** The words in English, after which every language goes. */
export const en = {
  common,
  login,
  dashboard,
  docs,
  first,
  plan,
  person,
  settings,
  fields,
  history,
  more,
  problems,
  reasons,
  trouble,
  complaints,
  synonyms,
  trust,
  unattended,
};

/** Messages is a complete catalogue: a language that lacks a key does not compile. */
export type Messages = Catalogue<typeof en>;
