import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { de } from '../src/i18n/de';
import { button, field, go } from './acts';
import { clientId, expect, test, type Company, type Demo } from './demo';
import { englishOn } from './english';
import { travel } from './tour';

// Nothing is left in English where the pages are in German.

test.use({ locale: 'de-DE' });

/** Looked collects what is English in the places that are looked at. */
class Looked {
  private readonly found = new Map<string, string>();
  private readonly names: string[];

  constructor(private readonly demo: Demo) {
    const { groups } = JSON.parse(readFileSync(demo.companyFile, 'utf8')) as Company;
    this.names = groups.map(({ name }) => name).sort((a, b) => b.length - a.length);
  }

  async at(place: string, page = this.demo.page): Promise<void> {
    for (const text of await englishOn(page, this.names)) {
      if (!this.found.has(text)) this.found.set(text, place);
    }
  }

  /** done fails where there was something. */
  done(): void {
    expect([...this.found].map(([text, place]) => `${place}: ${text}`).join('\n')).toBe('');
  }
}

/** opened opens whatever can be opened on a page. */
async function opened(page: Page): Promise<void> {
  await page
    .locator('details')
    .evaluateAll((list) => list.forEach((details) => ((details as HTMLDetailsElement).open = true)));
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

test('every view and dialog is in German', async ({ demo }) => {
  test.slow();
  const looked = new Looked(demo);
  await travel(demo, async ({ name }) => looked.at(name), de);
  looked.done();
});

test('so is every menu', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  await button(page, de.dashboard.action.test).click();
  await expect(page.getByRole('tab', { name: de.plan.tabs.leftOut })).toBeVisible();
  for (const view of ['dashboard', 'settings', 'history', 'more'] as const) {
    await go(page, view, de);
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    const menus = page.locator('button[aria-haspopup="menu"]:visible');
    // Those of all settings are alike.
    for (const menu of (await menus.all()).slice(0, 12)) {
      if (await menu.isDisabled()) continue;
      await menu.click();
      await expect(page.getByRole('menu').first()).toBeVisible();
      await looked.at(`a menu of ${view}`);
      await page.keyboard.press('Escape');
    }
  }
  looked.done();
});

test('so is the report of a plan', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  await demo.edit((company) => {
    company.users.splice(100, 100);
    company.users.push({ id: '9001', name: 'Lacks an Address' });
    company.groups.push({ id: 'g9001', name: 'Newcomers' });
  });
  await button(page, de.dashboard.action.test).click();
  await expect(page.getByRole('tab', { name: de.plan.tabs.leftOut })).toBeVisible();
  const saved = page.waitForEvent('download');
  await button(page, de.plan.save).click();
  await page.getByRole('menuitem', { name: de.plan.saveAs.html }).click();
  const report = await page.context().newPage();
  await report.setContent(readFileSync(await (await saved).path(), 'utf8'));
  await expect(report.locator('html')).toHaveAttribute('lang', 'de');
  await opened(report);
  await looked.at('the report', report);
  await report.close();
  looked.done();
});

test('so is every run in the history', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  await go(page, 'history', de);
  const runs = page.getByRole('table', { name: de.history.runs.caption }).locator('a[data-run]');
  await expect(runs.first()).toBeVisible();
  const addresses = await runs.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  // The newest are much alike.
  expect(addresses.length).toBeGreaterThan(10);
  for (const address of addresses) {
    await page.evaluate((to) => (location.hash = to ?? ''), address);
    await expect(page.getByRole('heading', { name: de.history.run.counts.title })).toBeVisible();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await opened(page);
    await looked.at(address ?? '');
  }
  looked.done();
});

test('so are the forms of each directory, and what a check of them says', async ({ demo }) => {
  test.slow();
  const { page } = demo;
  const looked = new Looked(demo);
  // Nobody listens there, neither as a directory nor as a proxy on the way to one.
  for (const [key, value] of Object.entries(unreachable)) {
    expect((await demo.bwdc(['config', 'set', key, value])).code, key).toBe(0);
  }
  await go(page, 'settings', de);
  const panel = page.getByRole('complementary', { name: de.settings.check.title });
  for (const type of ['ldap', 'entra', 'google', 'okta', 'onelogin', 'file'] as const) {
    await page.getByRole('radio', { name: de.settings[type].label, exact: true }).check();
    for (const part of Object.values(de.settings.sections)) {
      await page.getByRole('tab', { name: new RegExp(`^${part}`) }).click();
      await opened(page);
      await looked.at(`${type}, ${part}`);
    }
    await page.getByRole('tab', { name: new RegExp(`^${de.settings.sections.directory}`) }).click();
    await panel.getByRole('button').last().click();
    // What is not set is said at its field.
    const lacking = page.locator('main [aria-invalid="true"]');
    await expect(button(panel, de.settings.check.again).or(lacking).first()).toBeVisible({ timeout: 60_000 });
    await looked.at(`${type}, checked`);
  }
  looked.done();
});

const unreachable = {
  'network.proxy': 'http://127.0.0.1:1',
  'ldap.hostname': '127.0.0.1',
  'ldap.port': '1',
  'ldap.encryption': 'none',
  'ldap.authentication': 'anonymous',
  'ldap.rootPath': 'dc=example,dc=com',
  'file.path': '/nowhere/at/all.csv',
};

test('so is what is wrong with settings, filters and people', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  await demo.edit((company) => {
    const [one, two] = company.users;
    company.users.push(
      { id: '9001', name: 'Lacks an Address' },
      { id: '9002', name: 'Bad Address', email: 'bad address' },
      { id: '9003', name: 'Twice', email: one?.email ?? '' },
      { id: '9004', name: 'Long', email: `${'a'.repeat(300)}@example.com` },
      { id: '9005', name: 'Lost', email: 'lost@example.com', groups: ['Lost Group'] },
      { id: '9006', name: 'Gone', email: 'gone@example.com', deleted: true },
      { id: '9007', name: 'Off', email: 'off@example.com', disabled: true },
    );
    if (two) two.email = 'new.address@example.com';
    company.groups.push({ id: 'g9001', name: 'a'.repeat(200) }, { id: 'g9002', name: '' });
  });
  await page.reload();
  await button(page, de.dashboard.action.test).click();
  await expect(page.getByRole('tab', { name: de.plan.tabs.leftOut })).toBeVisible();
  for (const [part, name] of Object.entries(de.plan.tabs)) {
    if (part === 'label') continue;
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await opened(page);
    await looked.at(name);
  }
  await button(page, de.dashboard.action.sync).click();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await looked.at('after a sync');
  await go(page, 'settings', de);
  const panel = page.getByRole('complementary', { name: de.settings.check.title });
  await button(panel, de.settings.check.start).click();
  await expect(button(panel, de.settings.check.again)).toBeVisible();
  await opened(page);
  await looked.at('a check with warnings');
  await page.getByRole('tab', { name: new RegExp(`^${de.settings.sections.sync}`) }).click();
  for (const filter of ['inclde:a', 'include:', 'include:a|b', '|', 'exclude:a', '(&(a=b)']) {
    await field(page, de.fields['sync.userFilter'].label).fill(filter);
    await button(page, de.settings.filter.try).first().click();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await page.keyboard.press('Tab');
    await looked.at(`filter ${filter}`);
  }
  looked.done();
});

test('so is what stops a sync', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  const syncs = async (place: string, change: Parameters<Demo['edit']>[0]) => {
    await demo.edit(change);
    await button(page, de.dashboard.action.syncMore).click();
    await page.getByRole('menuitem', { name: de.dashboard.action.full }).click();
    await expect(page.getByText(new RegExp(`^${de.dashboard.job.sync} `)).first()).toBeVisible();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await opened(page);
    await looked.at(place);
  };
  await demo.bwdc(['config', 'set', 'sync.duplicateEmails', 'stop']);
  await syncs('a conflict', (company) => {
    company.users.push(
      { id: '9001', name: 'One', email: 'twice@example.com' },
      { id: '9002', name: 'Two', email: 'twice@example.com' },
    );
  });
  await syncs('additions', (company) => {
    company.users = company.users.filter(({ email }) => email !== 'twice@example.com');
    for (let i = 0; i < 150; i++) {
      company.users.push({ id: `8${i}`, name: `Person ${i}`, email: `person${i}@example.com` });
    }
  });
  await syncs('memberships', (company) => {
    company.users = company.users.filter(({ id }) => !id.startsWith('8'));
    for (const user of company.users) user.groups = [];
  });
  await demo.bwdc(['config', 'set', 'groups.missing', 'delete']);
  await syncs('groups', (company) => company.groups.splice(3));
  await syncs('nobody', (company) => company.users.splice(0));
  looked.done();
});

test('so are files that are wrong, and what was taken over', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  const pick = async (name: string, buffer: Buffer) => {
    const dialog = page.getByRole('dialog');
    const chooser = page.waitForEvent('filechooser');
    await button(dialog, de.more.chooseFile).or(button(dialog, de.more.chooseAnother)).first().click();
    await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer });
    await expect(dialog.getByText(name)).toBeVisible();
  };
  await go(page, 'more', de);
  await button(page, de.more.settings.import).click();
  for (const text of [
    'ldap:\n  hostnam: dc1\n  port: many\n',
    '[1]',
    '',
    'version: 99\n',
    '{"a": {"b": 1}}',
    '\t- x',
  ]) {
    await pick('settings.yaml', Buffer.from(text));
    await button(page.getByRole('dialog'), de.more.settings.confirm).click();
    await expect(page.getByRole('dialog').locator('[aria-busy="true"]')).toHaveCount(0);
    await looked.at(`import of ${text}`);
  }
  await page.keyboard.press('Escape');
  await page.goto(`${demo.url}#more/takeover`);
  const nothing = page.waitForEvent('filechooser');
  await button(page.getByRole('dialog'), de.more.chooseFile).click();
  await (await nothing).setFiles({ name: 'none.json', mimeType: 'text/plain', buffer: Buffer.from('{}') });
  await expect(page.getByRole('dialog').getByText(de.problems.takeover)).toBeVisible();
  await looked.at('nothing to take over');
  for (const name of readdirSync(old).filter((file) => file.endsWith('.json'))) {
    await pick(name, readFileSync(`${old}/${name}`));
    await opened(page);
    await looked.at(name);
  }
  demo.forgive(/status of 500.*ImportSettings/);
  looked.done();
});

const old = '../backend/internal/datajson/testdata';

test.describe('before the log-in', () => {
  test.use({ loggedOut: true });

  test('so is the log-in, and why it is refused', async ({ demo }) => {
    const { page } = demo;
    const looked = new Looked(demo);
    await page.getByText(de.login.where).click();
    await looked.at('log-in');
    const submit = async (id: string, secret: string, url?: string) => {
      await field(page, de.login.clientId).fill(id);
      await field(page, de.login.clientSecret).fill(secret);
      if (url !== undefined) await field(page, de.fields['server.url'].label).fill(url);
      await button(page, de.login.submit).click();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expect(button(page, de.login.submit)).toBeEnabled();
      await looked.at(`log-in of ${id} at ${url ?? 'the right server'}`);
    };
    await submit('', '');
    await submit(clientId.replace('organization', 'user'), 'x');
    await submit('nobody', 'x');
    await submit(clientId, 'wrong');
    await submit(clientId, 'wrong', 'ftp://example.com');
    await submit(clientId, 'wrong', 'http://127.0.0.1:1');
    await submit(clientId, 'wrong', '');
    await page.goto(`${demo.url}#dashboard`);
    await looked.at('dashboard');
    await button(page, de.dashboard.action.test).click();
    await expect(page.getByRole('tab', { name: de.plan.tabs.everybody })).toBeVisible();
    await opened(page);
    await looked.at('test');
    demo.forgive(/status of 502.*Login/);
    looked.done();
  });
});

test('so is a lost connection', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  await go(page, 'more', de);
  await page.context().setOffline(true);
  await button(page, de.more.cache.clear).click();
  await button(page.getByRole('dialog'), de.more.cache.clear).click();
  await expect(page.getByText(de.trouble.texts.offline)).toBeVisible();
  await looked.at('a dialog');
  await page.keyboard.press('Escape');
  for (const view of ['dashboard', 'settings', 'history', 'more'] as const) {
    await go(page, view, de);
    await looked.at(view);
  }
  await page.context().setOffline(false);
  demo.forgive(/ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED_ENCODING/);
  looked.done();
});
