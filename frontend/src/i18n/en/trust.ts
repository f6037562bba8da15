/** Texts about servers that nobody vouches for, or that are asked without encryption. */
export const trust = {
  title: {
    directory: 'Nobody here vouches for the directory’s certificate',
    organization: 'Nobody here vouches for the server’s certificate',
  },
  text: 'It is signed by an authority that this computer does not know: one of your company, or somebody in between. Compare the fingerprint with that of whoever runs the server before you trust it.',
  chain: 'What the server showed',
  for: (names: string) => `for ${names}`,
  by: (issuer: string) => `signed by ${issuer}`,
  itself: 'signed by itself',
  valid: (from: string, until: string) => `valid from ${from} to ${until}`,
  fingerprint: 'SHA-256 fingerprint of the last one',
  trust: 'Trust this certificate',
  trusted: (setting: string) => `The certificate is entered at “${setting}”, and not saved yet.`,
  given: (setting: string, path: string) =>
    `“${setting}” is set elsewhere and can’t be changed here. The certificate is in ${path}.`,
  changed:
    'The settings of the server were changed meanwhile: the certificate is not entered. Check the connection anew.',
  failed: 'The certificate could not be trusted',
  clear: (host: string) =>
    `The connection to ${host} is not encrypted: anybody on the way can read the client secret and change what is sent. Use https.`,
};
