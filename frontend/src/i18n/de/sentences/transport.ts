import type { Translations } from '../../sentences';

export const transport: Translations<
  'internal/transport' | 'internal/atomicfile' | 'internal/filelock' | 'internal/logging'
> = {
  '%s at byte %d is half of a character%s': null,
  '%s refuses connections': null,
  '%s says %q (%s)': null,
  '%s, a redirect to %s': null,
  '%s, not an answer of %s': null,
  '%w (more than %s)': null,
  '%w (over %d bytes)': null,
  ', near the id %q': null,
  'A proxy or gateway on the way changes the addresses in answers: let this machine through to the server itself, or have it keep https://.':
    null,
  'Allow TLS 1.3, or TLS 1.2 with ECDHE, on the server.': null,
  'Directory-Connector/%s (%s; %s)': null,
  'Give the server a new certificate.': null,
  'Give the server a new certificate. (Samba makes one when the files in its folder private/tls are moved away.)':
    null,
  "Have the server's certificate signed anew, with SHA-256 or better.": null,
  'If it asks for a client certificate, check that, too.': null,
  "Put the authority's new certificate into the file that %s names, beside the old one or in its place.":
    null,
  'The directory is too slow, or throttles this program: look at the log, and whether other programs use up the same rate limit.':
    null,
  'a name or an address there holds half of a character, as programs leave it that cut texts: look near the id and write it anew':
    null,
  'a proxy or firewall on the way refuses this, not the server itself: let this machine through to it, or set network.proxy; the next sync tries again':
    null,
  'an entry has no id': null,
  'byte %d%s': null,
  'claims are not JSON': null,
  'claims are not base64': null,
  'network.caFile names a PEM file with one or more CERTIFICATE blocks that this account may read': null,
  'network.caFile: no certificate in %s': null,
  'network.proxy is not the address of a proxy': null,
  'no DNS server tells the address of %s in time': null,
  'no claim exp': null,
  'no complete answer in time': null,
  'not a JWT': null,
  'nothing listens at this address: check host and port, and that the server runs': null,
  'read the answer': null,
  'read the request': null,
  'reading took too long': null,
  'set network.proxy to something like http://proxy.example.com:3128': null,
  "something on the way damages answers, or answers in the server's place: check network.proxy": null,
  "the address of %s can't be looked up": null,
  'the answer holds no token': null,
  'the answer is not a list as %s gives it': null,
  'the answer is too long': null,
  'the certificate has expired or is not valid yet: renew it, or check the clock of this machine': null,
  'the certificate is not for %s: use the name that the certificate is for': null,
  'the certificate is signed by "%s" with another key than that of the certificate of the same name that is trusted here: the authority was renewed':
    null,
  'the certificate, or that of its authority, is signed in a way that is not safe any more (SHA-1 or MD5)':
    null,
  'the connection was cut': null,
  'the name %s could not be resolved: check its spelling and the DNS of this machine, or set network.proxy':
    null,
  'the name %s is unknown': null,
  'the name %s is unknown to the DNS server %s': null,
  'the next page is at %s://%s, and the token is sent over https:// only': null,
  'the proxy %s refused to connect to %s (HTTP %d)': null,
  "the proxy can't be reached: check network.proxy, or HTTPS_PROXY in the environment": null,
  'the proxy must allow connections to %s: ask who runs it, or check network.proxy': null,
  'the proxy wants a login: set network.proxyUsername and network.proxyPassword': null,
  'the request was not sent': null,
  'the server and this program know no way to encrypt in common; perhaps the server knows key exchange by RSA only':
    null,
  'the server did not answer in time: check that a firewall lets this machine reach it, or set network.proxy':
    null,
  'the server does not speak TLS at this port: check the port, or whether the address starts with http://':
    null,
  "the server's certificate comes from an authority that is not trusted here": null,
  "the server's certificate comes from an authority%s that this machine does not trust: put the authority's certificate into a PEM file and set network.caFile to it":
    null,
  "the server's certificate has a negative serial number, which RFC 5280 forbids": null,
  "the server's certificate holds from %s to %s": null,
  "the server's certificate is for %s, not for %s": null,
  "the server's certificate is malformed (%s)": null,
  "the server's certificate is not for %s": null,
  "the server, or a proxy in between, closed the connection: look at the server's log and at the time limits of proxies":
    null,
  'the text is not UTF-8, as JSON is': null,
  'this says nothing about the key: the server, or a proxy or firewall on the way to it, does not log in anybody now; try again later, automatic sync does so by itself':
    null,
  'wait for a free place': null,
  'wait for the rate limit': null,
  'what answers does not speak TLS': null,
  'Another program has the file and lets nobody else at it: a backup, a virus scanner, a spreadsheet or an editor.':
    null,
  'Check its name and that its server runs.': null,
  'Close it there, or have that program leave the folder out, and try again.': null,
  'Drives that are connected when somebody logs in are there neither for services and tasks nor for others: name the share itself, as in \\\\server\\share\\folder.':
    null,
  'The account that this program runs as needs rights on the share itself; accounts of this machine alone have none on others.':
    null,
  "The share %s can't be reached.": null,
  'There is no drive %s for this account.': null,
  'is no ordinary file': null,
  'too many links': null,
  '%s (process %d%s) holds the lock since %s': null,
  'The folder of the profile must be writable for the user who runs this program, and not on a full disk.':
    null,
  'another process holds the lock': null,
  'lock %s': null,
  'on %s': null,
  'log level %q is not one of debug, info, warn, error': null,
  'read the log': null,
};
