import { readFileSync, rmSync } from 'node:fs';
import { button, go, t } from './acts';
import { expect, test } from './demo';

const texts = t.history;
const words = { chart: texts.chart, runs: texts.runs, run: texts.run };

test('tells what syncs did, in a list, a chart and a table', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'history');
  const runs = page.getByRole('table', { name: words.runs.caption });
  await expect(runs.locator('[data-run]')).toHaveCount(15);
  // Settings have their names, and their keys for whom they help.
  const stopped = runs.getByRole('row').filter({ hasText: t.history.result.stopped });
  await expect(stopped).not.toContainText('sync.maxRemovals');
  const setting = stopped.getByRole('link', { name: t.fields['sync.maxRemovals'].label });
  await expect(setting).toHaveAttribute('title', 'sync.maxRemovals');
  const members = page.getByRole('slider', { name: words.chart.members });
  await expect(members).toHaveAttribute('aria-valuetext', /Members 3\d\d, Groups \d+/);
  await expect(page.getByText(/^15 syncs from .* added, .* changed, .* removed/)).toBeVisible();

  await members.focus();
  const last = await members.getAttribute('aria-valuetext');
  await page.keyboard.press('Home');
  await expect(members).not.toHaveAttribute('aria-valuetext', last ?? '');
  await page.keyboard.press('End');
  await expect(members).toHaveAttribute('aria-valuetext', last ?? '');

  await page.getByText(words.chart.table, { exact: true }).click();
  const table = page.getByRole('table', { name: words.chart.tableCaption });
  await expect(table.getByRole('row')).toHaveCount(15);
  await demo.axe();
  await demo.picture('history');

  await page.getByRole('radio', { name: words.chart.ranges.month }).press('ArrowLeft');
  await expect(page.getByRole('radio', { name: words.chart.ranges.week })).toBeChecked();
  await expect(page.getByText(/^[89] syncs from/)).toBeVisible();
});

test('shows one sync, with who was added and removed, at an address of its own', async ({ demo }) => {
  const { page } = demo;
  await demo.edit((company) => {
    company.users.push({ id: 'new-1', email: 'nadia.newcomer@example.com', name: 'Nadia Newcomer' });
    const [gone] = company.users.splice(20, 1);
    expect(gone).toBeDefined();
  });
  await button(page, t.dashboard.action.sync).click();
  await expect(page.getByText(/^Sync done in/)).toBeVisible({ timeout: 60_000 });
  await go(page, 'history');
  const runs = page.getByRole('table', { name: words.runs.caption });
  await expect(runs.locator('[data-run]')).toHaveCount(16);
  const newest = runs.getByRole('row').nth(1);
  await expect(newest).toContainText(t.history.trigger['manual'] ?? '');
  await expect(newest.getByRole('cell').last()).not.toHaveText('0');
  await newest.getByRole('link').press('Enter');

  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText('Sync of');
  await expect(heading).toBeFocused();
  await expect(page).toHaveURL(/#history\/\d{8}T/);
  await expect(page).toHaveTitle(/^Sync of .* · Directory Connector$/);
  const changes = page.getByRole('list', { name: words.run.changesCaption });
  const line = (text: string) => changes.getByRole('listitem').filter({ hasText: text });
  await expect(line('nadia.newcomer@example.com').first()).toContainText('Member added');
  await expect(changes.getByText('Member removed').first()).toBeVisible();
  await expect(page.getByRole('table', { name: words.run.warningsCaption }).getByRole('row')).not.toHaveCount(
    1,
  );
  await demo.axe();
  await demo.picture('history-run');

  // Who has come to a group is named in the group.
  const group = line('Member of staff').or(line('Engineering')).first();
  await expect(group).toBeVisible();
  await page.getByRole('textbox', { name: words.run.changesSearch }).fill('newcomer');
  await expect(changes.getByRole('listitem').first()).toContainText('nadia.newcomer@example.com');
  await page.getByRole('textbox', { name: words.run.changesSearch }).fill('newcomernobody');
  await expect(page.getByText(t.common.search.nothing)).toBeVisible();

  const address = page.url();
  await page.goBack();
  await expect(newest.getByRole('link')).toBeFocused();
  await page.goto(address);
  await expect(changes.getByRole('link', { name: 'nadia.newcomer@example.com' })).toBeVisible();
  await page.getByRole('link', { name: words.run.back }).click();
  await expect(runs).toBeVisible();

  await page.goto(`${demo.url}#history/20200101T000000.000000000Z`);
  await expect(page.getByText(words.run.gone)).toBeVisible();
  await page.getByRole('link', { name: words.run.back }).click();
  await expect(runs).toBeVisible();
  demo.forgive(/status of 404.*HistoryRun/);
});

test('says why a sync failed, and finds those that did', async ({ demo }) => {
  const { page } = demo;
  rmSync(demo.companyFile);
  await button(page, t.dashboard.action.sync).click();
  await expect(page.getByText(/^Sync failed/).first()).toBeVisible({ timeout: 60_000 });
  await go(page, 'history');
  const runs = page.getByRole('table', { name: words.runs.caption });
  await expect(runs.locator('[data-run]')).toHaveCount(16);
  await page.getByRole('combobox', { name: words.runs.filter }).selectOption('failed');
  await expect(runs.locator('[data-run]')).toHaveCount(1);
  await expect(runs).toContainText('company.json');
  await runs.getByRole('link').click();
  await expect(page.getByRole('heading', { name: words.run.problem['failed'] })).toBeVisible();
  await expect(page.getByText(words.run.changesNoneSent)).toBeVisible();
  await demo.axe();
  await demo.picture('history-failed');
  await page.goBack();
  await expect(page.getByRole('combobox', { name: words.runs.filter })).toHaveValue('failed');
  await page.getByRole('combobox', { name: words.runs.filter }).selectOption('cancelled');
  await expect(page.getByText(words.runs.none)).toBeVisible();
});

test('saves the history as CSV and JSON', async ({ demo }) => {
  const { page } = demo;
  await go(page, 'history');
  for (const format of ['CSV', 'JSON']) {
    const saved = page.waitForEvent('download');
    await button(page, t.common.action.download).click();
    await page.getByRole('menuitem', { name: t.common.action.downloadAs(format) }).click();
    const text = readFileSync(await (await saved).path(), 'utf8');
    if (format === 'CSV') expect(text.trim().split('\n')).toHaveLength(16);
    else expect((JSON.parse(text) as { data: unknown[] }).data).toHaveLength(15);
  }
});

test.describe('before the first sync', () => {
  test.use({ loggedOut: true, theme: 'dark' });
  test('says that there is none, and where to go', async ({ demo }) => {
    await demo.page.goto(`${demo.url}#history`);
    await expect(demo.page.getByText(texts.empty)).toBeVisible();
    await expect(demo.page.getByRole('link', { name: texts.toDashboard })).toBeVisible();
    await demo.axe();
  });
});

test.describe('in the dark', () => {
  test.use({ theme: 'dark' });
  test('draws anew in other colours and sizes', async ({ demo }) => {
    const { page } = demo;
    await go(page, 'history');
    const canvas = page.locator('canvas').first();
    await expect(canvas).toBeVisible();
    for (const width of [2560, 1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await expect
        .poll(async () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
        .toBeLessThanOrEqual(0);
      const box = await canvas.boundingBox();
      expect(box && box.x + box.width).toBeLessThanOrEqual(width);
      await demo.picture('history');
    }
    const drawn = async () => canvas.evaluate((c) => (c as HTMLCanvasElement).toDataURL());
    const dark = await drawn();
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect.poll(drawn).not.toBe(dark);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await demo.picture('history-forced');
  });
});
