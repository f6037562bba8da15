/** GoogleKey is what a key file of a service account holds of use. */
export interface GoogleKey {
  clientEmail: string;
  privateKey: string;
}

/**
 * readKeyFile takes both values out of the JSON key file that Google Cloud makes
 * for a service account; null where the text is something else. See
 * https://developers.google.com/workspace/guides/create-credentials#service-account.
 */
export function readKeyFile(text: string): GoogleKey | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { client_email: clientEmail, private_key: privateKey } = parsed as Record<string, unknown>;
  if (typeof clientEmail !== 'string' || typeof privateKey !== 'string') return null;
  if (clientEmail === '' || !privateKey.includes('PRIVATE KEY')) return null;
  return { clientEmail, privateKey };
}
