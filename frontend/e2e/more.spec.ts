import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { button, go, t } from './acts';
import { expect, test } from './demo';

const texts = t.more;

const news = 'https://releases.example.com/99.1.0';

/** releases is a place that tells of the newest release, in GitHub's format. */
async function releases(): Promise<{ url: string; close(): void }> {
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'application/json');
    answer.end(JSON.stringify({ tag_name: 'v99.1.0', html_url: news }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/latest.json`, close: () => server.close() };
}

test('tells the version and where data is, and copies what helps to help', async ({ demo }) => {
  const { page } = demo;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await go(page, 'more');
  await expect(page.getByText(demo.dataDir, { exact: true })).toBeVisible();
  await button(page, texts.about.copyDiagnostics).click();
  await expect(button(page, t.common.action.copied)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^version: \S+\nshown in: browser\n/);
  expect(copied).toContain('directory: file');
  for (const secret of [demo.dataDir, demo.clientId, demo.clientSecret, '127.0.0.1']) {
    expect(copied).not.toContain(secret);
  }
  await expect(button(page, texts.about.openFolder)).toHaveCount(0); // it needs the window
  await demo.axe();
  await demo.picture('more');
});

test('looks for updates where somebody has told where they are', async ({ demo }) => {
  const { page } = demo;
  const place = await releases();
  // Nothing leaves this computer.
  await page.context().route(`${news}**`, (route) => route.fulfill({ body: 'News' }));
  try {
    await go(page, 'more');
    await expect(page.getByText(texts.updates.noAddress)).toBeVisible();
    await demo.bwdc(['config', 'set', 'update.url', place.url]);
    await go(page, 'dashboard');
    await go(page, 'more');
    await button(page, texts.updates.check).click();
    await expect(page.getByText(texts.updates.newer('99.1.0'))).toBeVisible();
    const opened = page.waitForEvent('popup');
    await button(page, texts.updates.open).click();
    const popup = await opened;
    await expect(popup).toHaveURL(news);
    expect(await popup.evaluate(() => window.opener === null)).toBe(true);
    await popup.close();

    await demo.bwdc(['config', 'set', 'update.check', 'false']);
    await go(page, 'dashboard');
    await go(page, 'more');
    await expect(page.getByText(texts.updates.off)).toBeVisible();
    await page.getByRole('link', { name: texts.updates.toSetting }).click();
    await expect(page.locator('[data-key="update.check"] :focus')).toHaveCount(1);
  } finally {
    place.close();
  }
});

test('shows the log, filters it and follows it', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'more');
  const log = page.getByRole('region', { name: texts.log.region });
  const search = page.getByRole('textbox', { name: texts.log.search });
  await expect(log.getByRole('listitem').last()).toBeVisible();
  const count = async () => log.getByRole('listitem').count();
  const before = await count();
  expect(before).toBeGreaterThan(10);

  const atEnd = async () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 24);
  await expect.poll(atEnd).toBe(true);
  await demo.bwdc(['sync']);
  await expect.poll(count).toBeGreaterThan(before);
  await expect.poll(atEnd).toBe(true);

  await search.fill('logged in');
  await expect.poll(count).toBeLessThan(before);
  await expect(log).toContainText('logged in');
  await search.fill('zzz-nothing');
  await expect(page.getByText(texts.log.none)).toBeVisible();
  await search.fill('');
  await page.getByRole('combobox', { name: texts.log.level }).selectOption('error');
  await expect(page.getByText(texts.log.none).or(log)).toBeVisible();
  await page.getByRole('combobox', { name: texts.log.level }).selectOption('debug');
  await expect.poll(count).toBeGreaterThan(10);
  await demo.picture('more-log');
});

test('clears the sync cache once it is confirmed', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'more');
  await button(page, texts.cache.clear).click();
  const dialog = page.getByRole('dialog', { name: texts.cache.confirmTitle });
  await demo.axe();
  await demo.picture('more-clear');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button(page, texts.cache.clear)).toBeFocused();
  expect((await demo.bwdc(['last-sync', 'users'])).stdout.trim()).not.toBe('');
  await button(page, texts.cache.clear).click();
  await button(dialog, texts.cache.clear).click();
  await expect(page.getByText(texts.cache.done)).toBeVisible();
  expect((await demo.bwdc(['last-sync', 'users'])).stdout.trim()).toBe('');
  await go(page, 'history');
  await expect(page.getByRole('table', { name: t.history.runs.caption })).toBeVisible();
});

test('takes settings out as a file and in again, or says what is wrong in each line', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'more');
  const saved = page.waitForEvent('download');
  await button(page, texts.settings.export).click();
  await page.getByRole('menuitem', { name: texts.settings.as('YAML') }).click();
  const exported = readFileSync(await (await saved).path(), 'utf8');
  expect(exported).toContain('directory: file');
  expect(exported).not.toContain(demo.clientSecret);

  await button(page, texts.settings.import).click();
  const dialog = page.getByRole('dialog', { name: texts.settings.importTitle });
  const choose = async (name: string, text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await button(dialog, texts.chooseFile).or(button(dialog, texts.chooseAnother)).click();
    await (await chooser).setFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) });
    await expect(dialog.getByText(name)).toBeVisible();
  };
  await choose('wrong.yaml', `${exported}\nldap:\n  hostnam: dc1\n  port: many\n`);
  await button(dialog, texts.settings.confirm).click();
  await expect(dialog.getByText(/did you mean/)).toBeVisible();
  await expect(dialog.getByText(/“many” is not/)).toBeVisible();
  await demo.axe();
  await demo.picture('more-import-wrong');
  for (const text of ['[1]', 'a: [', 'version: 99\n']) {
    await choose('none.yaml', text);
    await button(dialog, texts.settings.confirm).click();
    await expect(dialog.getByText(texts.settings.problems)).toBeVisible();
    await expect(dialog.getByText(texts.settings.problemsHint)).toBeVisible();
  }
  await choose('right.yaml', exported.replace(/\n?$/, '\nlog:\n  level: debug\n'));
  await expect(dialog.getByText(/did you mean/)).toBeHidden();
  await button(dialog, texts.settings.confirm).click();
  await expect(dialog).toBeHidden();
  expect((await demo.bwdc(['config', 'get', 'log.level'])).stdout.trim()).toContain('debug');
});

test('takes over from Bitwarden’s connector after a look', async ({ demo }) => {
  const { page } = demo;
  const old = readFileSync('../backend/internal/datajson/testdata/v6-openldap.json');
  await page.goto(`${demo.url}#more/takeover`);
  const dialog = page.getByRole('dialog', { name: texts.takeover.dialog });
  await expect(dialog.getByText(texts.takeover.notFound)).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await button(dialog, texts.chooseFile).click();
  await (await chooser).setFiles({ name: 'data.json', mimeType: 'application/json', buffer: old });
  const taken = dialog.getByRole('table', { name: texts.takeover.taken });
  await expect(taken).toContainText('ldap.example.com');
  await expect(dialog.getByText('clear password')).toHaveCount(0);
  await demo.axe();
  await demo.picture('more-takeover');
  expect((await demo.bwdc(['config', 'get', 'directory'])).stdout).toContain('file');
  await button(dialog, texts.takeover.confirm).click();
  await expect(dialog.getByText(texts.takeover.doneHint)).toBeVisible();
  await demo.picture('more-takeover-done');
  expect((await demo.bwdc(['config', 'get', 'directory'])).stdout).toContain('ldap');
  await button(dialog, texts.takeover.toSettings).click();
  await expect(page).toHaveURL(/#settings/);
});

test('logs out once it is confirmed', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'more');
  await button(page, t.common.logOut.do).click();
  const dialog = page.getByRole('dialog', { name: t.common.logOut.title });
  await expect(dialog.getByText(t.common.logOut.stays)).toBeVisible();
  await button(dialog, t.common.logOut.do).click();
  await expect(page).toHaveURL(/#login$/);
  await page.goto(`${demo.url}#more`);
  await expect(page.getByText(texts.account.nobody)).toBeVisible();
});

test.describe('a light that is chosen', () => {
  test.use({ theme: 'dark' });
  test('stays', async ({ demo }) => {
    const { page } = demo;
    await go(page, 'more');
    await demo.picture('more');
    const colours = page.getByRole('group', { name: t.common.theme.label });
    await colours.getByRole('radio', { name: t.common.theme.light }).check();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await colours.getByRole('radio', { name: t.common.theme.system }).check();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await button(page.getByRole('main'), texts.shortcuts.show).click();
    await expect(page.getByRole('dialog', { name: t.common.shortcuts.title })).toBeVisible();
    for (const width of [2560, 320]) {
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width, height: 900 });
      await demo.picture('more');
    }
  });
});
