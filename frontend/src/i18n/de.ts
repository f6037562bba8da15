import { common } from './de/common';
import { complaints } from './de/complaints';
import { dashboard } from './de/dashboard';
import { docs } from './de/docs';
import { fields } from './de/fields';
import { first } from './de/first';
import { history } from './de/history';
import { login } from './de/login';
import { more } from './de/more';
import { person } from './de/person';
import { plan } from './de/plan';
import { problems } from './de/problems';
import { reasons } from './de/reasons';
import { settings } from './de/settings';
import { synonyms } from './de/synonyms';
import { trouble } from './de/trouble';
import { trust } from './de/trust';
import { unattended } from './de/unattended';
import type { Messages } from './en';

/** The words in German. */
export const de: Messages = {
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
