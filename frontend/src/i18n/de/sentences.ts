import { app } from './sentences/app';
import { bitwarden } from './sentences/bitwarden';
import { bridge } from './sentences/bridge';
import { compare } from './sentences/compare';
import { config } from './sentences/config';
import { entra } from './sentences/entra';
import { file } from './sentences/file';
import { filesettings } from './sentences/filesettings';
import { google } from './sentences/google';
import { ldap } from './sentences/ldap';
import { ldapconn } from './sentences/ldapconn';
import { notify } from './sentences/notify';
import { okta } from './sentences/okta';
import { onelogin } from './sentences/onelogin';
import { send } from './sentences/send';
import { service } from './sentences/service';
import { store } from './sentences/store';
import { syncer } from './sentences/syncer';
import { system } from './sentences/system';
import { transport } from './sentences/transport';
import { around } from './sentences/window';
import { words } from './sentences/words';
import { speaker, type Translations } from '../sentences';
import type { Sentences } from '../sentences.gen';

// A sentence that is missing here does not compile.
export const all: Translations<keyof Sentences> = {
  ...app,
  ...bridge,
  ...config,
  ...file,
  ...filesettings,
  ...ldap,
  ...ldapconn,
  ...transport,
  ...entra,
  ...google,
  ...okta,
  ...onelogin,
  ...bitwarden,
  ...store,
  ...notify,
  ...service,
  ...syncer,
  ...compare,
  ...send,
  ...words,
  ...around,
};

/** speak says in German what the program says. */
export const speak = speaker({ ...system, ...all });
