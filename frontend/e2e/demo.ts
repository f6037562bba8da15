import { test as base, expect, type Page } from '@playwright/test';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { noViolations, pictures } from './helpers';
import { Sandbox, Server, type Ended } from './program';

// What most specs run on: one "bwdc demo --ui" for each test, so that a test
// may change what it likes, in a sandbox of its own and on loopback only.

/** The sample company's file: the JSON format of the file directory. */
export interface Company {
  version: number;
  users: {
    id: string;
    email?: string;
    name?: string;
    disabled?: boolean;
    deleted?: boolean;
    groups?: string[];
  }[];
  groups: { id: string; name: string; memberGroups?: string[] }[];
}

/** The key of the demo's organization: DefaultClientID and DefaultClientSecret of backend/internal/orgserver. */
export const clientId = 'organization.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b';
export const clientSecret = 'fake-organization-secret';

/** A Demo is a running demo with its pages open in a browser. */
export interface Demo {
  /** Where the pages are: http://127.0.0.1:1234/ */
  url: string;
  page: Page;
  server: Server;
  dataDir: string;
  companyFile: string;
  clientId: string;
  clientSecret: string;
  /** What the browser complained about; the test fails where some is left. */
  console: string[];
  /** forgive takes complaints that a test provokes out of the console. */
  forgive(...patterns: RegExp[]): void;
  /** edit changes the company's file, as a directory changes. */
  edit(fn: (company: Company) => void): Promise<void>;
  /** picture writes frontend/pictures/<name>-<theme>-<width>.png. */
  picture(name: string): Promise<void>;
  /** axe fails on what is not accessible. */
  axe(): Promise<void>;
  /** bwdc runs a command on the same data folder. */
  bwdc(args: string[]): Promise<Ended>;
  /** The environment of another program on the same data folder. */
  env: Record<string, string>;
}

/** What a describe or test can choose with test.use. */
export interface Choices {
  /** How many people the company has; 0: as it is, a little over 300. */
  people: number;
  /** Whether the story begins before the log-in. */
  loggedOut: boolean;
  theme: 'light' | 'dark';
  /**
   * Whether answers will be held back. The browser takes a moment to let requests be
   * intercepted, in which one may slip through: so it is told before there is a page.
   */
  holds: boolean;
}

export { expect };

export const test = base.extend<Choices & { demo: Demo }>({
  people: [0, { option: true }],
  loggedOut: [false, { option: true }],
  theme: ['light', { option: true }],
  holds: [false, { option: true }],
  colorScheme: async ({ theme }, use) => use(theme),

  demo: async ({ page, people, loggedOut, theme, holds }, use, info) => {
    // A large company is read, synced and searched.
    if (people > 2000) info.setTimeout(info.timeout + 120_000);
    const sandbox = new Sandbox();
    const args = ['demo', '--ui', '--no-open', '--listen', '127.0.0.1:0'];
    if (people > 0) args.push('--people', String(people));
    if (loggedOut) args.push('--logged-out');
    const server = new Server(args, sandbox.env);
    try {
      const address = await server.address();
      const [, companyFile = ''] = await server.said(/stand in (\S+company\.json)/);
      const complaints = watch(page);
      if (holds) await page.route('**/nowhere', (route) => route.continue());
      await enter(page, address);
      const dataDir = dirname(companyFile);
      await use({
        url: new URL('/', address).href,
        page,
        server,
        dataDir,
        companyFile,
        clientId,
        clientSecret,
        console: complaints,
        forgive: (...patterns) => forgive(complaints, patterns),
        edit: async (fn) => edit(companyFile, fn),
        picture: async (name) => picture(page, name, theme),
        axe: async () => noViolations(page),
        bwdc: async (rest) => sandbox.bwdc(rest, { BWDC_DATA_DIR: dataDir }),
        env: { ...sandbox.env, BWDC_DATA_DIR: dataDir },
      });
      expect(complaints, 'what the browser complained about').toEqual([]);
      await page.close({ runBeforeUnload: false });
      expect((await server.stop()).code, `exit code of the server\n${server.stderr}`).toBe(0);
      expect(sandbox.left(), 'what the server left in the temporary folder').toEqual([]);
    } finally {
      if (server.running()) await server.kill();
      if (info.status !== info.expectedStatus && server.stderr) {
        await info.attach('stderr of bwdc', { body: server.stderr, contentType: 'text/plain' });
      }
      sandbox.close();
    }
  },
});

// The browser reports each answer that is not 2xx as an error. Where Go refuses
// a call, the page shows the problem; all other such answers are defects.
const refused = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** watch collects what the browser complains about on a page. */
export function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (refused.test(message.text()) && message.location().url.includes('/api/call/')) return;
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  return complaints;
}

/** forgive takes what matches out of complaints. */
export function forgive(complaints: string[], patterns: RegExp[]): void {
  const left = complaints.filter((text) => !patterns.some((pattern) => pattern.test(text)));
  complaints.splice(0, complaints.length, ...left);
}

/** enter opens the address that lets one browser in, and waits for the pages. */
export async function enter(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await ready(page);
}

/** ready waits until a view shows itself with the state of the program. */
export async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

/** picture writes frontend/pictures/<name>-<theme>-<width>.png: the whole page, as on a screen that is as high. */
export async function picture(page: Page, name: string, theme: string): Promise<void> {
  if (!pictures) return;
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(height, size.height) });
  await page.screenshot({ path: `pictures/${name}-${theme}-${size.width}.png`, animations: 'disabled' });
  await page.setViewportSize(size);
}

// As programs do that export a directory: never half a file.
function edit(path: string, fn: (company: Company) => void): void {
  const company = JSON.parse(readFileSync(path, 'utf8')) as Company;
  fn(company);
  writeFileSync(`${path}.new`, JSON.stringify(company, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
