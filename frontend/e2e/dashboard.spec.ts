import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { plan, t } from './acts';
import { expect, test, type Demo } from './demo';

// The dashboard on the sample company: what it is, what a test shows, what a
// sync does, and automatic sync. What stops a sync is in dashboard-stops.spec.ts.

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const section = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

/** tested presses Test Now and waits for the result. */
async function tested({ page }: Demo): Promise<void> {
  await button(page, 'Test Now').click();
  await expect(page.getByText(/^Test done in/)).toBeVisible();
  await expect(plan(page).getByRole('tab')).toHaveCount(7);
}

/** everybody opens the lists of the directory. */
async function everybody({ page }: Demo): Promise<void> {
  await plan(page)
    .getByRole('tab', { name: /Everybody/ })
    .click();
}

test('shows at a glance what is set up and what was synced', async ({ demo }) => {
  const { page } = demo;
  const facts = section(page, 'At a glance');
  await expect(facts).toContainText('http://127.0.0.1:');
  await expect(facts).toContainText(demo.companyFile);
  await expect(facts).toContainText(/Last user sync\s*\d+ hours ago\s*\d+ \w+ \d{4}, \d\d:\d\d/);
  await expect(facts).toContainText(/\d+ members, \d+ groups/);
  await expect(section(page, 'Automatic sync').getByRole('status')).toHaveText('Off');
  await expect(page.getByText(/^Sync done in/)).toBeVisible();
  await expect(plan(page)).toContainText('There is no test to show');
  await demo.axe();
  await demo.picture('dashboard-glance');
});

test('a test tells what a sync would do, and sends nothing', async ({ demo }) => {
  const { page } = demo;
  const members = (await demo.bwdc(['status'])).stdout;
  await button(page, 'Test Now').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Test done in/)).toBeVisible();
  await expect(button(page, 'Test Now')).toBeFocused();

  const result = plan(page);
  await expect(result).toContainText('1 person is removed');
  await expect(result).toContainText('2 people join');
  await expect(result).toContainText(/Seats: at least \d+ used/);
  // Losses come first.
  await expect(result.getByRole('tab', { name: /Leaves/ })).toHaveAttribute('aria-selected', 'true');
  const removed = result.getByRole('table', { name: 'Leaves' });
  await expect(removed.getByRole('row')).toHaveCount(2);
  await expect(removed).toContainText('alan.costa@example.com');
  await expect(removed).toContainText('1042');
  await demo.axe();

  await result.getByRole('tab', { name: /^Warnings/ }).click();
  await expect(result.getByRole('table', { name: 'Warnings' })).toContainText('Project Aurora');

  await everybody(demo);
  await page.keyboard.press('Home');
  await expect(result.getByRole('tab', { name: /Joins/ })).toBeFocused();
  await everybody(demo);
  await result.getByRole('textbox', { name: t.plan.search }).fill('joan');
  const enabled = result.getByRole('table', { name: 'Enabled users' });
  await expect(enabled.getByRole('row')).toHaveCount(2);
  await expect(enabled).toContainText('joan.clarke@example.com');
  await page.keyboard.press('Escape');
  await expect(enabled.getByRole('row')).toHaveCount(51);
  await result.getByRole('button', { name: 'Last page' }).click();
  await expect(result.getByRole('button', { name: 'Next page' })).toBeDisabled();

  await demo.axe();
  await demo.picture('dashboard-test');
  expect((await demo.bwdc(['status'])).stdout).toBe(members);
});

test('only what changed since the last sync can be shown', async ({ demo }) => {
  const { page } = demo;
  await page.getByRole('checkbox', { name: 'Only changes since the last sync' }).check();
  await tested(demo);
  const result = plan(page);
  await expect(result).toContainText('Only changes since the last sync');
  await everybody(demo);
  await expect(result.getByRole('table', { name: 'Enabled users' }).getByRole('row')).toHaveCount(3);
});

test('groups show what is inside them, also where they contain each other', async ({ demo }) => {
  const { page } = demo;
  await tested(demo);
  const result = plan(page);
  await everybody(demo);
  await result.getByRole('radio', { name: /^Groups/ }).check();
  const groups = result.getByRole('list', { name: 'Groups', exact: true });
  const open = (name: string) =>
    result.getByRole('button', { name: `Show what is in ${name}`, exact: true }).last();

  await open('Everybody').press('Enter');
  await expect(result.getByRole('list', { name: 'Groups inside Everybody' })).toContainText('Engineering');
  await expect(groups).toContainText('No members of its own: all come from the groups inside.');
  await result.getByRole('radio', { name: /^All \(\d+\)$/ }).check();
  await expect(result.getByRole('table', { name: 'Members of Everybody' })).toContainText(
    'ada.abbott@example.com',
  );
  await result.getByRole('textbox', { name: 'Search members of Everybody' }).fill('joan');
  await expect(result.getByRole('table', { name: 'Members of Everybody' }).getByRole('row')).toHaveCount(2);
  await open('Engineering').press('Enter');
  await open('Security').press('Enter');
  await expect(result.getByRole('table', { name: 'Members of Security' })).toContainText(
    'joan.clarke@example.com',
  );
  await demo.picture('dashboard-groups');
  await demo.axe();

  await result.getByRole('textbox', { name: t.plan.search }).fill('on-call');
  await result.getByRole('radio', { name: /^Groups/ }).check();
  await open('On-call').press('Enter');
  await open('Incident response').press('Enter');
  const inside = result.getByRole('list', { name: 'Groups inside Incident response' });
  await expect(inside.getByRole('listitem').filter({ hasText: 'On-call' })).toContainText(
    'already shown above',
  );
  await expect(inside.getByRole('button', { name: 'Show what is in On-call' })).toHaveCount(0);
});

test('the result can be copied and saved', async ({ demo }) => {
  const { page } = demo;
  await tested(demo);
  const result = plan(page);
  await everybody(demo);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(page, 'Copy emails').click();
  await page.getByRole('menuitem', { name: /All emails that match/ }).click();
  await expect(page.getByText(/emails copied/)).toBeVisible();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines.length).toBeGreaterThan(250);
  expect(lines).toContain('joan.clarke@example.com');

  for (const [label, holds] of [
    [t.plan.saveAs.plan, '"object": "plan"'],
    [t.plan.saveAs.csv, 'leave,user,'],
    [t.plan.saveAs.html, `<h2>${t.plan.tabs.leaves} (1)</h2>`],
    [t.plan.saveAs.test, '"enabledUsers"'],
    [t.plan.saveAs.testCsv, 'type,externalId,displayName'],
  ] as const) {
    const waiting = page.waitForEvent('download');
    await button(page, t.plan.save).click();
    await page.getByRole('menuitem', { name: label }).click();
    const file = await (await waiting).path();
    expect(readFileSync(file, 'utf8')).toContain(holds);
  }
  await expect(result).toBeVisible();
});

test('a test says that a sync has run since', async ({ demo }) => {
  const { page } = demo;
  await tested(demo);
  const result = plan(page);
  expect((await demo.bwdc(['sync'])).code).toBe(0);
  await expect(result).toContainText(t.plan.outdated.sync, { timeout: 60_000 });
  await expect(result.getByRole('heading', { name: t.plan.titlePast })).toBeVisible();
  await expect(result.getByRole('heading', { name: t.plan.title })).toHaveCount(0);
  await expect(result.getByRole('tab')).toHaveCount(0);
  await result.getByText(t.plan.past).click();
  await expect(result.getByRole('tab')).toHaveCount(7);
  await expect(result.getByRole('button', { name: /^Sync these/ })).toHaveCount(0);
  await demo.axe();
  await result.getByRole('button', { name: t.dashboard.test.again }).click();
  await expect(result).not.toContainText(t.plan.outdated.sync);
  await expect(result).toContainText(t.plan.none);
});

test('a sync tells what it did, and a second one has nothing to do', async ({ demo }) => {
  const { page } = demo;
  await button(page, 'Sync Now').press('Enter');
  await expect(page.getByText(/^Sync done in/)).toBeVisible();
  const work = section(page, 'Test and sync');
  await expect(work).toContainText('2 members added');
  await expect(work).toContainText('1 member removed');
  await expect(button(page, 'Sync Now')).toBeFocused();
  await demo.picture('dashboard-synced');

  await button(page, 'Sync Now').press('Enter');
  await expect(work).toContainText('Everything was as it should be: nothing had to be sent.');
  await page.reload();
  await expect(work).toContainText('nothing had to be sent');
  await button(page, 'More ways to sync').press('Enter');
  await page.getByRole('menuitem', { name: 'Sync everything again' }).press('Enter');
  await expect(page.getByText(/^Sync done in/)).toBeVisible();
  await work.getByRole('link', { name: 'Details' }).click();
  await expect(page).toHaveURL(/#history\/.+/);
});

test('automatic sync is started and stopped', async ({ demo }) => {
  const { page } = demo;
  const automatic = section(page, 'Automatic sync');
  await button(page, 'Start Sync').press('Enter');
  await expect(automatic).toContainText(/Waiting until \d\d:\d\d/);
  await expect(automatic).toContainText(/The next sync starts in \d+ minutes/);
  await expect(button(page, 'Stop Sync')).toBeFocused();
  await expect(page.getByText(/^Automatic sync done in/)).toBeVisible();
  await demo.picture('dashboard-automatic');
  await demo.axe();
  await page.reload();
  await expect(automatic).toContainText(/Waiting until/);
  await button(page, 'Stop Sync').press('Enter');
  await expect(automatic.getByRole('status')).toHaveText('Off');
  await expect(button(page, 'Start Sync')).toBeFocused();
});

test.describe('in the dark and small', () => {
  test.use({ theme: 'dark', viewport: { width: 320, height: 640 } });
  test('everything fits and passes axe', async ({ demo }) => {
    const { page } = demo;
    await tested(demo);
    await demo.axe();
    await demo.picture('dashboard-test');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  });
});
