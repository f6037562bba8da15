import { readFileSync } from 'node:fs';
import { de } from '../src/i18n/de';
import { button, go } from './acts';
import { expect, test } from './demo';
import { Looked, opened } from './looked';
import { travel } from './tour';

// Nothing is left in English where the pages are in German.

test.use({ locale: 'de-DE' });

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

test('so is what is known of people and groups', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  await demo.edit((company) => {
    company.users.splice(20, 3);
    company.users.push(
      { id: '9001', name: 'Lacks an Address' },
      { id: '9002', name: 'New', email: 'new@example.com', groups: ['Engineering'] },
      { id: '9003', name: 'Off', email: 'off@example.com', disabled: true },
      { id: '9004', name: 'Gone', email: 'gone@example.com', deleted: true },
    );
  });
  await button(page, de.dashboard.action.test).click();
  await expect(page.getByRole('tab', { name: de.plan.tabs.leftOut })).toBeVisible();
  // Whoever the plan names, in each of its parts.
  const hrefs = new Set<string>();
  for (const [part, name] of Object.entries(de.plan.tabs)) {
    if (part === 'label') continue;
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    const links = page.getByRole('tabpanel').locator('a[href^="#person"]');
    // Some parts have nobody.
    await links
      .first()
      .waitFor({ timeout: 3000 })
      .catch(() => undefined);
    const found = await links.evaluateAll((list) => list.map((link) => link.getAttribute('href') ?? ''));
    found.slice(0, 4).forEach((href) => hrefs.add(href));
  }
  expect(hrefs.size).toBeGreaterThan(8);
  for (const href of hrefs) {
    await page.goto(demo.url + href);
    await page.reload();
    // Whoever is known has more than a heading, once it was looked.
    const main = page.getByRole('main');
    await expect(main.getByRole('heading', { level: 2 }).or(main.getByRole('alert')).first()).toBeVisible();
    await expect(main.getByRole('progressbar')).toHaveCount(0);
    await opened(page);
    await looked.at(decodeURIComponent(href));
  }
  looked.done();
});
