import type { Page } from '@playwright/test';
import { button, field, go, save, secret, t } from './acts';
import { expect, test, type Demo } from './demo';

// The settings of the sample company, whose directory is a file.

const texts = t.settings;
const bar = (page: Page) => page.getByRole('region', { name: texts.save.label });

async function part({ page }: Demo, name: keyof typeof texts.sections): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${texts.sections[name]}`) }).click();
}

test.beforeEach(async ({ demo }) => {
  await go(demo.page, 'settings');
  await expect(demo.page.getByRole('tab', { selected: true })).toHaveText(texts.sections.directory);
});

test('a change is marked, saved and can be undone and reset', async ({ demo }) => {
  const { page } = demo;
  await part(demo, 'sync');
  const interval = field(page, 'Interval');
  await interval.fill('15');
  await expect(bar(page)).toContainText(texts.save.count(1));
  await expect(page.getByRole('tab', { name: /^Sync/ })).toContainText('1');
  await save(page);
  await expect(interval).toHaveValue('15');
  expect((await demo.bwdc(['config', 'get', 'sync.interval'])).stdout.trim()).toContain('15');

  await interval.fill('20');
  await button(page, texts.field.menu('Interval')).click();
  await page.getByRole('menuitem', { name: texts.field.undo }).click();
  await expect(interval).toHaveValue('15');
  await expect(bar(page)).toHaveCount(0);
  await button(page, texts.field.menu('Interval')).click();
  await page.getByRole('menuitem', { name: texts.field.reset }).click();
  await expect(interval).toHaveValue('');
  await page.keyboard.press('Control+S'); // as with Caps Lock
  await expect(bar(page)).toHaveCount(0);
  await expect(interval).toHaveAttribute('placeholder', '5');
});

test('what is wrong is said beside its field, and nothing of it is saved', async ({ demo }) => {
  const { page } = demo;
  await page.getByRole('radio', { name: texts.ldap.label }).check();
  await expect(page.getByText('Server is not set.')).toHaveCount(0);
  await field(page, 'Port').fill('many');
  await expect(page.locator('[aria-invalid]')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(field(page, 'Port')).toHaveAccessibleDescription(/many. is not a whole number/);
  await button(page, texts.save.save).click();
  await expect(field(page, 'Port')).toBeFocused();
  await field(page, 'Port').fill('1389');
  // What is only missing keeps nothing from being saved, but a test needs it.
  await expect(bar(page)).toContainText(t.first.notReady);
  await button(page, texts.save.test).click();
  await expect(field(page, 'Server')).toBeFocused();
  await expect(field(page, 'Server')).toHaveAccessibleDescription(/Server is not set/);
  await part(demo, 'advanced');
  await button(page, 'User name').click();
  await expect(field(page, 'User name')).toBeFocused();
  await demo.axe();
  await demo.picture('settings-problems');
  expect((await demo.bwdc(['config', 'get', 'directory'])).stdout).toContain('file');
});

test('the forms follow what is chosen', async ({ demo }) => {
  const { page } = demo;
  await page.getByRole('radio', { name: texts.ldap.label }).check();
  await expect(field(page, 'Port')).toHaveAttribute('placeholder', '389');
  await field(page, 'Encryption').selectOption('ldaps');
  await expect(field(page, 'Port')).toHaveAttribute('placeholder', '636');
  await field(page, 'Encryption').selectOption('none');
  await expect(field(page, 'Certificate authority')).toHaveCount(0);
  await field(page, 'Log-in').selectOption('anonymous');
  await expect(field(page, 'Password')).toHaveCount(0);
  await page.getByText(texts.ldap.groups.attributes).click();
  await expect(field(page, 'User object class')).toHaveAttribute('placeholder', 'person');
  await expect(field(page, 'User path')).toHaveAttribute('placeholder', 'CN=Users');
  await page.getByRole('switch', { name: 'Active Directory' }).click();
  await expect(field(page, 'User object class')).toHaveAttribute('placeholder', 'inetOrgPerson');
  await expect(field(page, 'User path')).toHaveAttribute('placeholder', '');
  for (const type of ['entra', 'google', 'okta', 'onelogin'] as const) {
    await page.getByRole('radio', { name: texts[type].label, exact: true }).check();
    await expect(page.getByRole('region', { name: Object.values(texts[type].groups)[0] })).toBeVisible();
    await demo.axe();
  }
});

test('a check looks step by step, at what is not saved too', async ({ demo }) => {
  const { page } = demo;
  const panel = page.getByRole('complementary', { name: texts.check.title });
  await button(panel, texts.check.start).click();
  await expect(panel).toContainText(texts.check.done);
  await expect(panel.getByRole('listitem')).toHaveCount(4);
  // It says nothing about another type of directory.
  await page.getByRole('radio', { name: texts.ldap.label, exact: true }).check();
  await expect(panel.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('radio', { name: texts.file.label, exact: true }).check();
  await expect(panel).toContainText(texts.check.done);
  await field(page, 'File').fill('/nowhere/at/all.json');
  await expect(panel).toContainText(texts.check.stale);
  await button(panel, texts.check.again).click();
  await expect(panel).toContainText(texts.check.draft);
  await expect(panel).toContainText(texts.check.failed(1));
  await demo.axe();
  await demo.picture('settings-check');
  // What was checked is what is saved then.
  await save(page);
  await expect(panel).not.toContainText(texts.check.draft);
  await expect(panel).toContainText(texts.check.failed(1));
  // Nor about what stands in another window.
  const other = await page.context().newPage();
  await other.goto(page.url());
  const panelThere = other.getByRole('complementary', { name: texts.check.title });
  await expect(button(panelThere, texts.check.start)).toBeVisible();
  await expect(panelThere.getByRole('listitem')).toHaveCount(0);
});

test('a filter is tried before it is saved', async ({ demo }) => {
  const { page } = demo;
  await part(demo, 'sync');
  await page.getByText(texts.filter.syntax).first().click();
  await button(page, texts.filter.insertName('include:ada@example.com, grace@example.com')).click();
  const filter = field(page, 'User filter');
  await expect(filter).toBeFocused();
  await filter.fill('include:joan.clarke@example.com');
  await button(page, texts.filter.try).first().click();
  await expect(page.getByText(/^1 of \d+ users match/)).toBeVisible();
  await expect(page.getByText('joan.clarke@example.com', { exact: true })).toBeVisible();
  await filter.fill('inclde:joan.clarke@example.com');
  await button(page, texts.filter.try).first().click();
  await expect(filter).toHaveAccessibleDescription(/a filter begins with include: or exclude:/);
  await demo.axe();
  await demo.picture('settings-filter');
});

test('a test with unsaved settings shows them, and keeps them unsaved', async ({ demo }) => {
  const { page } = demo;
  await part(demo, 'sync');
  await field(page, 'User filter').fill('include:joan.clarke@example.com');
  await button(page, texts.save.test).click();
  await expect(page).toHaveURL(/#dashboard$/);
  await expect(page.getByText(/unsaved settings/i).first()).toBeVisible();
  expect((await demo.bwdc(['config', 'get', 'sync.userFilter'])).stdout).not.toContain('joan');
  await test.step('and the page of a person says that it goes by the saved ones', async () => {
    await page.getByRole('combobox', { name: t.person.find.label }).fill('tim.bauer');
    await page.getByRole('option').first().click();
    await expect(page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
    await expect(page.getByText(t.person.saved.title)).toBeVisible();
    await demo.axe();
    await demo.picture('person-beside-a-draft');
    await page.getByRole('link', { name: t.person.saved.plan }).click();
  });
  await go(page, 'settings');
  await expect(bar(page)).toContainText(texts.save.count(1));
  await go(page, 'settings');
  await part(demo, 'sync');
  await expect(field(page, 'User filter')).toHaveValue('include:joan.clarke@example.com');
});

test('leaving asks before changes are lost, and discarding asks too', async ({ demo }) => {
  const { page } = demo;
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await field(page, 'Format').selectOption('json');
  await page.getByRole('link', { name: t.common.views.history, exact: true }).click();
  await button(page, t.common.leave.stay).click();
  await expect(field(page, 'Format')).toHaveValue('json');
  await button(page, texts.save.discard).click();
  await button(page.getByRole('dialog'), texts.save.discardDo).click();
  await expect(field(page, 'Format')).toHaveValue('auto');
  await expect(bar(page)).toHaveCount(0);
});

test('secrets go in and never come back', async ({ demo }) => {
  const { page } = demo;
  const answers: string[] = [];
  page.on(
    'response',
    (r) =>
      void r.text().then(
        (text) => answers.push(text),
        () => undefined,
      ),
  );
  await page.getByRole('radio', { name: texts.google.label, exact: true }).check();
  const key = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n';
  const file = (content: string) => ({
    name: 'key.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });
  await page.locator('input[type=file]').setInputFiles(file('{}'));
  await expect(page.getByText(texts.google.keyFile.wrong)).toBeVisible();
  await page
    .locator('input[type=file]')
    .setInputFiles(file(JSON.stringify({ client_email: 'sync@example.com', private_key: key })));
  await expect(field(page, 'Client email')).toHaveValue('sync@example.com');
  await expect(field(page, 'Private key')).toHaveValue(key);
  await field(page, 'Admin user').fill('admin@example.com');
  await save(page);
  await expect(page.getByText(t.common.secret.file)).toBeVisible();
  await secret(page, 'Private key', 'another');
  await button(page, t.common.action.cancel).click();
  await button(page, `${t.common.secret.remove}: Private key`).click();
  await expect(page.getByText(t.common.secret.removing)).toBeVisible();
  await save(page);
  await expect(field(page, 'Private key')).toHaveValue('');
  expect(answers.join('\n')).not.toContain('c2VjcmV0');
});

test('a setting is found by its words or key, and its key is copied', async ({ demo }) => {
  const { page } = demo;
  await page.getByRole('textbox', { name: texts.find.label }).focus();
  await page.keyboard.type('maxremovals');
  await expect(field(page, 'Removals at most')).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  await button(page, texts.field.menu('Removals at most')).click();
  await page.getByRole('menuitem', { name: texts.field.copyVariable('BWDC_SYNC_MAX_REMOVALS') }).click();
  await expect(page.getByText(t.common.action.copied).first()).toBeVisible();
  await page.getByRole('textbox', { name: texts.find.label }).fill('nothing like it');
  await button(page, texts.find.clear).click();
  await expect(page.getByRole('tab')).toHaveCount(4);
});

test('what is found begins with what is meant, and ends with what has no effect now', async ({ demo }) => {
  const { page } = demo;
  const search = page.getByRole('textbox', { name: texts.find.label });
  const headings = page.locator('main .layout .stack').first().getByRole('heading', { level: 2 });
  await search.fill('limit');
  await expect(headings).toHaveText([texts.sections.sync, texts.find.unusedTitle]);
  const unused = page.getByRole('region', { name: texts.find.unusedTitle });
  await expect(unused).toContainText(t.fields['ldap.timeout'].label);
  await expect(unused).not.toContainText(t.fields['sync.maxRemovals'].label);
  await search.fill('proxy');
  await expect(headings.first()).toHaveText(texts.sections.advanced);
  // Nothing jumps away from who types: what has an effect now joins the others.
  await field(page, t.fields['network.proxy'].label).click();
  await page.keyboard.type('http://proxy.example.test:3128');
  await expect(field(page, t.fields['network.proxy'].label)).toBeFocused();
  const advanced = page.getByRole('region', { name: texts.sections.advanced });
  await expect(advanced).toContainText(t.fields['network.proxyUsername'].label);
  await demo.axe();
  await search.fill('dry run');
  await page.getByRole('link', { name: texts.find.places['#dashboard'] }).click();
  await button(page.getByRole('dialog'), t.common.leave.leave).click();
  await expect(page.getByRole('heading', { level: 1, name: t.dashboard.title })).toBeVisible();
});

test('profiles are made, renamed and deleted', async ({ demo }) => {
  const { page } = demo;
  await part(demo, 'organization');
  await button(page, texts.organization.new).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('a/b');
  await button(dialog, texts.organization.create).click();
  await expect(dialog.getByRole('textbox')).toHaveAccessibleDescription(/can't be the name of a profile/);
  await dialog.getByRole('textbox').fill('school');
  await button(dialog, texts.organization.create).click();
  await expect(page.getByText(texts.organization.created('school'))).toBeVisible();
  await part(demo, 'organization');
  await button(page, texts.organization.rename).click();
  await dialog.getByRole('textbox').fill('college');
  await button(dialog, texts.organization.renameDo).click();
  await expect(page.getByText(texts.organization.renamed('college'))).toBeVisible();
  await part(demo, 'organization');
  await demo.axe();
  await button(page, texts.organization.delete).click();
  await dialog.getByRole('textbox').fill('college');
  await button(dialog, texts.organization.deleteDo).click();
  await expect(page.getByText(texts.organization.deleted('college'))).toBeVisible();
  expect((await demo.bwdc(['profile', 'list'])).stdout).not.toContain('college');
});

test('what the command line sets is taken, with the changes made here', async ({ demo }) => {
  const { page } = demo;
  await part(demo, 'sync');
  await field(page, 'Removals at most').fill('7');
  await demo.bwdc(['config', 'set', 'sync.interval', '30']);
  // The end of a check is told to all pages, which ask anew.
  await button(page.getByRole('complementary', { name: texts.check.title }), texts.check.start).click();
  await expect(field(page, 'Interval')).toHaveValue('30');
  await expect(field(page, 'Removals at most')).toHaveValue('7');
});

test('logging out asks, and leads to the log-in', async ({ demo }) => {
  const { page } = demo;
  await part(demo, 'organization');
  await button(page, t.common.logOut.do).click();
  await button(page.getByRole('dialog'), t.common.logOut.do).click();
  await expect(page).toHaveURL(/#login$/);
});

test('the organization is called by the name that somebody gave it', async ({ demo }) => {
  const { page } = demo;
  await expect(page.getByRole('banner').getByText('Example Ltd')).toBeVisible();
  await go(page, 'settings');
  await page.getByRole('tab', { name: t.settings.sections.organization }).click();
  await field(page, t.fields['server.organizationName'].label).fill('Example School');
  await save(page);
  await expect(page.getByRole('banner').getByText('Example School')).toBeVisible();
  await demo.axe();
  await demo.picture('settings-organization-name');
  await go(page, 'dashboard');
  await expect(page.getByRole('region', { name: t.dashboard.facts.title })).toContainText('Example School');
  expect((await demo.bwdc(['status'])).stdout).toMatch(/organization +Example School/);
});
