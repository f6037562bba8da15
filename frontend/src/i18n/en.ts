import { common } from './en/common';
import { dashboard } from './en/dashboard';
import { history } from './en/history';
import { login } from './en/login';
import { more } from './en/more';
import { person } from './en/person';
import { plan } from './en/plan';
import { problems } from './en/problems';
import { reasons } from './en/reasons';
import { settings } from './en/settings';

/** The complete dictionary. Other languages have the type Messages, so that a missing key does not compile. */
export const en = {
  common,
  login,
  dashboard,
  plan,
  person,
  settings,
  history,
  more,
  problems,
  reasons,
};

export type Messages = typeof en;
