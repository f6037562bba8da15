import { readdirSync, readFileSync } from 'node:fs';
import { de } from '../src/i18n/de';
import { button, field, go } from './acts';
import { clientId, expect, test, type Demo } from './demo';
import { test as administration } from './installation';
import { Looked, opened } from './looked';
import { addTree } from './servers';

// Nothing is left in English where the pages are in German and something is
// wrong: with people, files, settings, servers or the way to them.

test.use({ locale: 'de-DE' });

test('what is wrong with settings, filters and people is in German', async ({ demo }) => {
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
    await expect(button(page, de.dashboard.action.syncMore)).toBeEnabled();
    await button(page, de.dashboard.action.syncMore).click();
    const begun = page.waitForResponse(/\/api\/call\/Sync/);
    await page.getByRole('menuitem', { name: de.dashboard.action.full }).click();
    await begun;
    await expect(page.getByRole('main').getByRole('progressbar')).toHaveCount(0);
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

administration.describe('the first hour with a server', () => {
  administration.use({ locale: 'de-DE' });

  administration('is in German, with what is wrong on the way', async ({ installation }) => {
    administration.slow();
    const { page } = installation;
    installation.company(1);
    const looked = new Looked(installation);
    const tree = await addTree();
    const typed = async (key: keyof typeof de.fields, value: string) =>
      field(page, de.fields[key]?.label ?? key).fill(value);
    await installation.open();
    await looked.at('log-in');
    await page.getByRole('link', { name: de.login.skip }).click();
    await looked.at('settings');
    await page.goto(`${installation.url}#dashboard`);
    await expect(page.getByRole('region', { name: de.first.title })).toBeVisible();
    await looked.at('the first steps');

    await go(page, 'settings', de);
    await page.getByRole('switch', { name: de.fields['ldap.activeDirectory'].label, exact: true }).uncheck();
    await typed('ldap.hostname', tree.host);
    await typed('ldap.port', tree.port);
    await typed('ldap.username', tree.reader);
    await typed('ldap.rootPath', 'dc=nowhere');
    await page.getByRole('textbox', { name: de.fields['ldap.password'].label, exact: true }).fill('wrong');
    const panel = page.getByRole('complementary', { name: de.settings.check.title });
    const check = async (place: string) => {
      await panel
        .getByRole('button', {
          name: new RegExp(`^(${de.settings.check.start}|${de.settings.check.again})$`),
        })
        .click();
      await expect(button(panel, de.settings.check.again)).toBeVisible();
      await opened(page);
      await looked.at(place);
    };
    await check('an authority that is not known');
    await button(panel, de.trust.trust).click();
    await expect(page.getByText(de.trust.trusted(de.fields['ldap.caFile'].label)).last()).toBeVisible();
    await expect(button(panel, de.settings.check.again)).toBeVisible();
    await looked.at('a wrong password');
    await page
      .getByRole('textbox', { name: de.fields['ldap.password'].label, exact: true })
      .fill(tree.password);
    await check('a wrong root path');
    await typed('ldap.rootPath', tree.root);
    await check('a check');
    await button(page, de.settings.save.save).click();
    await expect(page.getByText(de.settings.save.saved).last()).toBeVisible();
    await installation.bwdc('config', 'server.url', installation.organization.url);
    await installation.bwdc(
      'login',
      installation.organization.clientId,
      installation.organization.clientSecret,
    );
    await go(page, 'dashboard', de);
    await page.reload();
    await button(page, de.dashboard.action.sync).click();
    await expect(page.getByRole('region', { name: de.dashboard.guard.first })).toBeVisible();
    await looked.at('the first sync');
    await installation.bwdc('sync', '--yes');
    await button(page, de.dashboard.action.start).click();
    await expect(button(page, de.dashboard.action.stop)).toBeEnabled();
    await opened(page);
    await looked.at('the automatic sync');
    await button(page, de.dashboard.action.stop).click();
    await go(page, 'history', de);
    await page.locator('a[data-run]').first().click();
    await opened(page);
    await looked.at('a run');
    looked.done();
  });
});
