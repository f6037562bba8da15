import { copyFileSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Program } from './program';
import { plan, t, typeNumbers } from './acts';
import { clientId, clientSecret, expect, test } from './demo';

// What stops a sync or keeps it from beginning, and what the dashboard offers then.

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const section = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

test('a guard stops a sync, and lets it pass once for exactly the number that is typed', async ({ demo }) => {
  const { page } = demo;
  // An export that stopped after a third.
  await demo.edit((company) => company.users.splice(Math.floor(company.users.length / 3)));
  await button(page, 'Sync Now').press('Enter');
  const stopped = section(page, t.plan.stop.titleSync);
  await expect(stopped).toContainText('Too many members would lose access');
  await expect(stopped).toContainText(/\d+ members would lose access, and “Removals at most” allows \d+/);
  const text = (await stopped.textContent()) ?? '';
  const count = /(\d+) members would lose access/.exec(text)?.[1] ?? '';
  await expect(stopped.getByRole('status').filter({ hasText: `1–50 of ${count}` })).toBeVisible();
  await stopped.getByRole('button', { name: 'Last page' }).first().click();
  await expect(
    stopped
      .getByRole('status')
      .filter({ hasText: `of ${count}` })
      .first(),
  ).toContainText(`–${count} of`);
  await stopped
    .getByRole('textbox', { name: /^Search “/ })
    .first()
    .fill('radia');
  await expect(stopped.getByRole('list').first().getByRole('listitem').first()).toContainText('radia');
  await demo.axe();
  await demo.picture('dashboard-guard');

  const waiting = page.waitForEvent('download');
  await stopped.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('menuitem', { name: 'Download as CSV' }).click();
  const lines = readFileSync(await (await waiting).path(), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('removals,'));
  expect(lines).toHaveLength(Number(count));

  // What stopped it stays, whatever happens to the page.
  await page.reload();
  await expect(stopped).toContainText(`${count} members would lose access`);

  await button(page, t.plan.stop.allow).press('Enter');
  const dialog = stopped;
  const allow = dialog.getByRole('button', { name: 'Allow and sync' });
  await expect(allow).toBeDisabled();
  await expect(dialog.getByLabel(/^Type \d+ to confirm$/).first()).toBeFocused();
  await dialog.getByLabel(`Type ${count} to confirm`).fill('1');
  await expect(allow).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(`Expected is “${count}”, not “1”.`)).toBeVisible();
  await expect(dialog.getByLabel(`Type ${count} to confirm`)).toBeFocused();
  await typeNumbers(page);
  await expect(allow).toBeEnabled();
  await demo.axe();
  await demo.picture('dashboard-allow');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Sync done in/)).toBeVisible();
  await expect(section(page, 'Test and sync')).toContainText(`${count} members removed`);
  await expect(stopped).toHaveCount(0);
});

test('an allowance covers the list that was shown and no other', async ({ demo }) => {
  const { page } = demo;
  await demo.edit((company) => company.users.splice(Math.floor(company.users.length / 2)));
  await button(page, 'Sync Now').click();
  await button(page, t.plan.stop.allow).click();
  await typeNumbers(page);
  await demo.edit((company) => company.users.splice(Math.floor(company.users.length / 2)));
  await page.keyboard.press('Enter');
  await expect(button(page, 'Allow and sync')).toHaveCount(0);
  await expect(page.getByText('Sync stopped before anything was sent', { exact: true })).toBeVisible();
});

test('a test shows what would stop a sync', async ({ demo }) => {
  const { page } = demo;
  await demo.edit((company) => company.users.splice(Math.floor(company.users.length / 3)));
  await button(page, 'Test Now').click();
  const card = section(page, t.plan.stop.title);
  await expect(card).toContainText('Too many members would lose access');
  await expect(card).toContainText(t.plan.stop.since);
  await expect(card).toContainText(/3\d\d people then, 1\d\d now/);
  await expect(card.getByRole('link', { name: t.plan.stop.filter })).toHaveAttribute(
    'href',
    '#settings/sync.userFilter',
  );
  await expect(card.getByRole('textbox', { name: /^Search “/ }).first()).toBeVisible();
  await expect(button(page, t.plan.stop.allow)).toBeEnabled();
  await expect(plan(page).getByRole('button', { name: /^Sync these/ })).toBeDisabled();

  // Sync Now asks nothing else: it leads to the question.
  await button(page, 'Sync Now').press('Enter');
  await expect(card).toBeFocused();
  await button(page, t.plan.stop.wait).press('Enter');
  await expect(button(page, t.plan.stop.allow)).toHaveCount(0);
  await expect(card).toContainText(t.plan.stop.waiting);
  await button(page, t.plan.stop.show).press('Enter');
  await button(page, t.plan.stop.allow).press('Enter');
  await typeNumbers(page);
  await demo.axe();
  await demo.picture('dashboard-plan-stops');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Sync done in/)).toBeVisible();
  await expect(plan(page)).toContainText(t.plan.outdated.applied);
  await expect(card).toHaveCount(0);
});

test('entries in each other’s way are listed, and the way out is told', async ({ demo }) => {
  const { page } = demo;
  await demo.bwdc(['config', 'set', 'sync.duplicateEmails', 'stop']);
  await demo.edit((company) => {
    company.users.push(
      { id: '9001', name: 'One', email: 'twice@example.com' },
      { id: '9002', name: 'Two', email: 'twice@example.com' },
    );
  });
  await button(page, 'Sync Now').click();
  const list = page.getByRole('table', { name: 'Entries in each other’s way' });
  await expect(list).toContainText('email twice@example.com');
  await expect(list).toContainText('9002');
  await expect(page.getByText('Entries are in each other’s way')).toBeVisible();
  await expect(section(page, 'Test and sync').getByRole('link', { name: 'Open settings' })).toHaveAttribute(
    'href',
    /#settings/,
  );
  await demo.axe();
  await demo.picture('dashboard-conflict');
});

test('a cache of something else is explained and can be cleared', async ({ demo }) => {
  const { page } = demo;
  const moved = demo.companyFile.replace('company.json', 'moved.json');
  copyFileSync(demo.companyFile, moved);
  expect((await demo.bwdc(['config', 'set', 'file.path', moved])).code).toBe(0);
  await button(page, 'Sync Now').click();
  const work = section(page, 'Test and sync');
  await expect(work).toContainText('The sync cache belongs to something else');
  await expect(work).toContainText('moved.json');
  // What the hint names is a link.
  await expect(work.getByRole('link', { name: t.common.views.more, exact: true })).toHaveAttribute(
    'href',
    '#more',
  );
  await demo.axe();
  await demo.picture('dashboard-identity');
  await button(page, 'Test Now').click();
  await expect(page.getByRole('alert').filter({ hasText: 'A sync would stop here' })).toContainText(
    'moved.json',
  );
  await expect(button(page, 'Clear Sync Cache')).toBeVisible();
  await expect(plan(page).getByRole('button', { name: /^Sync th/ })).toBeDisabled();
  await demo.axe();
  await demo.picture('dashboard-identity-plan');
  // Tried all the same it is told once, not above the plan as well.
  await button(page, t.dashboard.action.syncMore).click();
  await page.getByRole('menuitem', { name: t.dashboard.action.full }).click();
  await expect(work).toContainText('The sync cache belongs to something else');
  await expect(page.getByRole('alert').filter({ hasText: 'moved.json' })).toHaveCount(1);
  await demo.picture('dashboard-identity-once');
  await button(page, 'Clear Sync Cache').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Clear the sync cache?' });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button(page, 'Clear Sync Cache')).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Clear Sync Cache' }).click();
  await expect(page.getByText('The sync cache is empty. Look at a test before the next sync.')).toBeVisible();
  await expect(work).not.toContainText('The sync cache belongs to something else');
  await expect(section(page, 'At a glance')).toContainText(
    new RegExp(`${t.dashboard.facts.lastUsers}\\s*${t.dashboard.facts.cleared}`),
  );
  await button(page, 'Sync Now').click();
  await expect(page.getByText(/^Sync done in/)).toBeVisible();
});

test('a directory that can’t be read says so, and the result of the last test stays', async ({ demo }) => {
  const { page } = demo;
  await button(page, 'Test Now').click();
  await expect(page.getByText(/^Test done in/)).toBeVisible();
  await demo.bwdc(['config', 'set', 'file.path', `${demo.companyFile}.gone`]);
  await button(page, 'Test Now').click();
  await expect(page.getByText('Test failed')).toBeVisible();
  const work = section(page, 'Test and sync');
  await expect(work).toContainText('company.json.gone');
  await expect(work.getByRole('link', { name: /Open/ })).toBeVisible();
  await expect(plan(page).getByRole('tab')).toHaveCount(7);
});

test('settings that are not right keep all buttons from being pressed, and are named', async ({ demo }) => {
  const { page } = demo;
  await demo.bwdc(['config', 'unset', 'file.path']);
  await page.reload();
  for (const name of ['Test Now', 'Sync Now', 'Start Sync']) {
    await expect(button(page, name)).toBeDisabled();
    await expect(button(page, name)).toHaveAccessibleDescription(/need settings that are right/);
  }
  await expect(page.getByText('Not ready to sync: some settings are not right yet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open this setting' })).toHaveAttribute(
    'href',
    '#settings/file.path',
  );
  await demo.axe();
});

test('another process that syncs is told', async ({ demo }) => {
  const { page } = demo;
  const other = new Program(['run'], demo.env);
  try {
    await expect(async () => {
      await page.reload();
      await expect(section(page, 'Automatic sync')).toContainText(`Process ${other.process.pid}`, {
        timeout: 1000,
      });
    }).toPass();
    await expect(button(page, 'Stop Sync')).toBeDisabled();
    await expect(button(page, 'Stop Sync')).toHaveAccessibleDescription(
      `Process ${other.process.pid} does it. Stop it there.`,
    );
    await demo.axe();
  } finally {
    await other.stop();
  }
  // The page looks by itself.
  await expect(button(page, 'Start Sync')).toBeEnabled();
});

test.describe('before the log-in', () => {
  test.use({ loggedOut: true });

  test('a test of the directory works, a sync asks for the log-in', async ({ demo }) => {
    const { page } = demo;
    await page.goto(`${demo.url}#dashboard`);
    await expect(button(page, 'Sync Now')).toBeDisabled();
    await expect(button(page, 'Sync Now')).toHaveAccessibleDescription(/need a log-in/);
    await expect(section(page, 'At a glance')).toContainText('No sync has run yet');
    await expect(plan(page)).toContainText('There is no test to show');
    await demo.axe();
    await demo.picture('dashboard-fresh');
    await button(page, 'Test Now').click();
    await expect(plan(page).getByRole('tab')).toHaveCount(7);
    await expect(plan(page).getByRole('button', { name: /^Sync these/ })).toBeDisabled();
    await expect(plan(page)).toContainText(t.plan.because.notLoggedIn);
  });

  test('the first sync shows the number and asks', async ({ demo }) => {
    const { page } = demo;
    expect((await demo.bwdc(['login', clientId, clientSecret])).code).toBe(0);
    await page.goto(`${demo.url}#dashboard`);
    await page.reload();
    // The company as it is on its first day has two with one email.
    await demo.edit((company) => (company.users = company.users.filter((user) => user.id !== '1301')));
    await button(page, 'Sync Now').click();
    const question = section(page, 'Ready for the first sync?');
    await expect(question).toContainText(/\d+ new members would be invited/);
    await demo.axe();
    await demo.picture('dashboard-first');
    await question.getByRole('button', { name: /^Add \d+ new members…$/ }).click();
    await typeNumbers(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Sync done in/)).toBeVisible();
    await expect(section(page, 'Test and sync')).toContainText(/\d+ members added/);
  });
});
