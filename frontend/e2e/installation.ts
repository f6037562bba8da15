import { test as base, expect, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Organization, withoutServers } from './servers';
import { Program, Sandbox, Server, type Ended } from './program';
import { enter, forgive, picture, watch, type Company } from './demo';
import { noViolations } from './helpers';

// What an administrator has: a data folder that several programs use, and an
// organization of its own. Specs of more than one program begin here.

/** An Installation is a data folder with bwdc serve on it, open in a browser. */
export class Installation {
  readonly sandbox = new Sandbox();
  readonly dataDir: string;
  readonly companyFile: string;
  readonly complaints: string[];
  server!: Server;
  url = '';
  private readonly programs: Program[] = [];

  constructor(
    readonly organization: Organization,
    readonly page: Page,
  ) {
    this.dataDir = join(this.sandbox.dir, 'data');
    this.companyFile = join(this.sandbox.dir, 'company.json');
    this.sandbox.env['BWDC_DATA_DIR'] = this.dataDir;
    mkdirSync(this.dataDir, { mode: 0o700 });
    this.complaints = watch(page);
  }

  /** bwdc runs a command that must work. */
  async bwdc(...args: string[]): Promise<Ended> {
    const said = await this.sandbox.bwdc(args);
    expect(said.code, `bwdc ${args.join(' ')}\n${said.stderr}`).toBe(0);
    return said;
  }

  /** start starts a program on the data folder; it ends with the test. */
  start(...args: string[]): Program {
    const program = new Program(args, this.sandbox.env);
    this.programs.push(program);
    return program;
  }

  /** serve starts bwdc serve, on a port that another one had if it is given. */
  async serve(port = '0'): Promise<string> {
    this.server = new Server(['serve', '--listen', `127.0.0.1:${port}`], this.sandbox.env);
    this.programs.push(this.server);
    const address = await this.server.address();
    this.url = new URL('/', address).href;
    return address;
  }

  /** open starts bwdc serve and opens it. */
  async open(): Promise<void> {
    await enter(this.page, await this.serve());
  }

  /** company writes the directory, a file, with that many people in one group. */
  company(people: number, change: (company: Company) => void = () => undefined): void {
    const company: Company = { version: 1, users: [], groups: [{ id: 'g1', name: 'Everybody' }] };
    for (let i = 1; i <= people; i++) {
      const id = String(i).padStart(4, '0');
      company.users.push({
        id,
        name: `Person ${id}`,
        email: `person${id}@example.test`,
        groups: ['Everybody'],
      });
    }
    change(company);
    writeFileSync(this.companyFile, JSON.stringify(company), { mode: 0o600 });
  }

  /** configure sets up the file directory and logs in, on the command line. */
  async configure(): Promise<void> {
    await this.bwdc('config', 'directory', 'file');
    await this.bwdc('config', 'file.path', this.companyFile);
    await this.bwdc('config', 'server.url', this.organization.url);
    await this.bwdc('login', this.organization.clientId, this.organization.clientSecret);
  }

  forgive(...patterns: RegExp[]): void {
    forgive(this.complaints, patterns);
  }

  async axe(): Promise<void> {
    await noViolations(this.page);
  }

  async picture(name: string): Promise<void> {
    await picture(this.page, name, 'light');
  }

  /** close ends what still runs, in order. */
  async close(passed: boolean): Promise<void> {
    try {
      await this.page.close({ runBeforeUnload: false });
      for (const program of this.programs) {
        if (program.running()) {
          const { code, stderr } = await program.stop();
          if (passed) expect(code, `exit code of ${program.process.spawnargs.join(' ')}\n${stderr}`).toBe(0);
        }
      }
      if (passed) expect(this.complaints, 'what the browser complained about').toEqual([]);
    } finally {
      for (const program of this.programs) {
        if (program.running()) await program.kill();
      }
      this.sandbox.close();
    }
  }
}

export { expect };

export const test = base.extend<{ installation: Installation }>({
  installation: async ({ page }, use, info) => {
    info.skip(...withoutServers);
    const installation = new Installation(await Organization.create(), page);
    try {
      await use(installation);
    } finally {
      await installation.close(info.status === info.expectedStatus);
    }
  },
});
