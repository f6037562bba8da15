import { execFileSync } from 'node:child_process';

// What stands around the program: "go test ./backend/e2e/pages" serves it, with
// a real slapd and organizations that keep state.

const address = process.env['TEST_SERVERS'] ?? '';

/** withoutServers is why a spec can't run: without Go there is no slapd, no organization. */
export const withoutServers: [boolean, string] = [address === '', 'run it by: go test ./backend/e2e/pages'];

async function ask<T>(method: 'GET' | 'POST', path: string, body: unknown = {}): Promise<T> {
  const answer = await fetch(address + path, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** What an organization holds, and how many imports it has seen. */
export interface Holds {
  members: string[];
  groups: string[];
  imports: number;
}

/** An Organization is an organization of one test. */
export class Organization {
  private constructor(
    private readonly id: string,
    readonly url: string,
    readonly clientId: string,
    readonly clientSecret: string,
    /** The fingerprint of the authority behind it, which nobody knows; empty without encryption. */
    readonly sha256: string,
  ) {}

  static async create(encrypted = false): Promise<Organization> {
    const o = await ask<{ id: string; url: string; clientId: string; clientSecret: string; sha256?: string }>(
      'POST',
      '/organization',
      { encrypted },
    );
    return new Organization(o.id, o.url, o.clientId, o.clientSecret, o.sha256 ?? '');
  }

  async holds(): Promise<Holds> {
    return ask<Holds>('GET', `/organization/${this.id}`);
  }

  /** slow makes the next imports take so long. */
  async slow(imports: number, milliseconds: number): Promise<void> {
    await ask('POST', `/organization/${this.id}/fault`, { imports, milliseconds });
  }

  /** fail makes the next imports fail. */
  async fail(imports: number, status: number): Promise<void> {
    await ask('POST', `/organization/${this.id}/fault`, { imports, status });
  }
}

/** A Tree is a company in slapd: ou=people and ou=teams below root. */
export interface Tree {
  root: string;
  host: string;
  port: string;
  caFile: string;
  reader: string;
  password: string;
  admin: string;
  adminPassword: string;
}

export async function addTree(): Promise<Tree> {
  return ask<Tree>('POST', '/tree');
}

/** ldapmodify applies change records, as an administrator does. */
export function ldapmodify(tree: Tree, ldif: string): void {
  execFileSync(
    'ldapmodify',
    ['-x', '-H', `ldap://${tree.host}:${tree.port}`, '-D', tree.admin, '-w', tree.adminPassword],
    { input: ldif, env: { PATH: process.env['PATH'] ?? '', LDAPNOINIT: '1' }, timeout: 30_000 },
  );
}

/** A company in Okta, and the proxy that leads to it. */
export interface Okta {
  url: string;
  token: string;
  proxy: string;
}

export async function addOkta(): Promise<Okta> {
  return ask<Okta>('POST', '/okta');
}
