import type { BackendError } from '../../backend/error';
import { problemHint, problemText } from '../../i18n/troubles';
import { t } from '../../i18n/index.svelte';

/** KeyErrors are sentences about the two parts of an API key. */
export interface KeyErrors {
  clientId?: string;
  clientSecret?: string;
}

/** shapeOf says what is missing before anybody is asked; Go judges the rest. */
export function shapeOf(clientId: string, clientSecret: string): KeyErrors {
  const errors: KeyErrors = {};
  if (clientId.trim() === '') errors.clientId = t.login.clientIdMissing;
  // Go tells a key that can't be right by its id alone: say that first.
  if (clientSecret.trim() === '' && isOfOrganization(clientId))
    errors.clientSecret = t.login.clientSecretMissing;
  if (errors.clientId && clientSecret.trim() === '') errors.clientSecret = t.login.clientSecretMissing;
  return errors;
}

const isOfOrganization = (clientId: string) => clientId.trim().startsWith('organization.');

/**
 * placeOf puts an answer to a log-in beside the field it is about: a key that
 * can't be one of an organization beside the id, a refused key beside the secret.
 * What is about the server or the way to it has no place here.
 */
export function placeOf(error: BackendError): KeyErrors {
  const said = sentence(error);
  if (error.code === 'settings' && error.fields.length === 0) return { clientId: said };
  if (error.code === 'auth') return { clientSecret: said };
  return {};
}

function sentence(error: BackendError): string {
  const message = problemText(error).replace(/^This API key can't be used: /, '');
  return [message, problemHint(error)]
    .filter(Boolean)
    .map((text) => text.charAt(0).toUpperCase() + text.slice(1))
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');
}
