import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { button, ended, field, go, plan, save, secret, t } from './acts';
import { expect, test } from './installation';

// Syncs that nobody looks at: when they begin, and who is told.

test.beforeEach(async ({ installation }) => {
  installation.company(5);
  await installation.configure();
  await installation.open();
  await go(installation.page, 'settings');
});

test('a schedule is told in words with the next three times, before it is saved', async ({
  installation,
}) => {
  const { page } = installation;
  const words = t.unattended.schedule;
  await page.getByRole('tab', { name: t.settings.sections.sync }).click();
  await expect(page.getByRole('heading', { name: t.settings.groups.schedule, exact: true })).toBeVisible();
  await field(page, t.fields['sync.times'].label).fill('weekdays 07:00-19:00 every 15m; else every 1h');
  await expect(
    page.getByText(/on weekdays from 07:00 to 19:00 every 15 minutes, otherwise every hour \(UTC\)/),
  ).toBeVisible();
  await expect(page.getByText(/The next three: .*UTC/)).toBeVisible();
  await field(page, t.fields['sync.quiet'].label).fill('weekdays 00:00-23:30; weekends 00:00-23:30');
  await expect(
    page.getByText(words.quiet('on weekdays from 00:00 to 23:30, on weekends from 00:00 to 23:30', 'UTC')),
  ).toBeVisible();
  await installation.axe();
  await installation.picture('settings-schedule');
  await save(page);
  await go(page, 'dashboard');
  const automatic = page.getByRole('region', { name: t.dashboard.automatic.title });
  await expect(automatic).toContainText(
    'on weekdays from 07:00 to 19:00 every 15 minutes, otherwise every hour',
  );
  await expect(automatic).toContainText(/The next three:/);
  await installation.picture('dashboard-schedule');
});

test('what is told is chosen by boxes, and of mail is asked once there is a server', async ({
  installation,
}) => {
  const { page } = installation;
  const told = async () => (await installation.bwdc('config', 'get', 'notify.on')).stdout.trim();
  await page.getByRole('tab', { name: t.settings.sections.advanced }).click();
  const group = page.getByRole('group', { name: t.fields['notify.on'].label });
  const boxes = group.getByRole('checkbox');
  await expect(boxes).toHaveCount(5);
  for (const box of await boxes.all()) await expect(box).toBeChecked();
  await group.getByRole('checkbox', { name: t.settings.choices['notify.on'].drift }).press('Space');
  await save(page);
  expect(await told()).toBe('failure stopped recovery credentials');
  for (const box of await boxes.all()) await box.uncheck();
  await save(page);
  expect(await told()).toBe('');
  await page.reload();
  await expect(boxes).toHaveCount(5);
  for (const box of await boxes.all()) await expect(box).not.toBeChecked();
  for (const box of await boxes.all()) await box.check();
  await save(page);
  expect((await installation.bwdc('config', 'list')).stdout).toMatch(/notify\.on .*default/);

  const mail = page.getByRole('region', { name: t.settings.groups.mail });
  await expect(mail.getByRole('textbox')).toHaveCount(1);
  await field(page, t.fields['mail.server'].label).fill('smtp.example.com');
  await expect(mail).toContainText(t.fields['mail.from'].label);
  const daily = field(page, t.fields['notify.dailyAt'].label);
  await expect(daily).toHaveCount(0);
  await field(page, t.fields['notify.changes'].label).selectOption('daily');
  await expect(daily).toBeVisible();
  await installation.axe();
  await installation.picture('settings-notify');

  // Nobody would be told; the dashboard says so, and leads to what is missing.
  await save(page);
  await go(page, 'dashboard');
  await expect(page.getByText(t.dashboard.untold)).toBeVisible();
  await installation.axe();
  await installation.picture('dashboard-untold');
  await page.getByRole('link', { name: `${t.fields['mail.to'].label} is not set` }).click();
  await field(page, t.fields['mail.to'].label).fill('it@example.com');
  await field(page, t.fields['mail.from'].label).fill('bwdc@example.com');
  await save(page);
  await go(page, 'dashboard');
  await expect(page.getByRole('heading', { level: 1, name: t.dashboard.title })).toBeVisible();
  await expect(page.getByText(t.dashboard.untold)).toHaveCount(0);
});

test('a test of the notifications is sent, and kept in the list', async ({ installation }) => {
  const { page } = installation;
  const words = t.unattended.notices;
  const heard: string[] = [];
  let status = 200;
  const hook = await new Promise<Server>((ready) => {
    const server = createServer((request, response) => {
      request.on('data', (part: Buffer) => heard.push(part.toString()));
      request.on('end', () => response.writeHead(status).end());
    }).listen(0, '127.0.0.1', () => ready(server));
  });
  try {
    await page.getByRole('tab', { name: t.settings.sections.advanced }).click();
    const list = page.getByRole('region', { name: words.title });
    await expect(list).toContainText(words.none);
    await secret(
      page,
      t.fields['webhook.url'].label,
      `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`,
    );
    await expect(list).toContainText(words.unsaved);
    await save(page);
    await button(list, words.test).click();
    await expect(list).toContainText(words.sent);
    await expect(list.getByRole('row').nth(1)).toContainText(words.taken);
    expect(heard.join('')).toContain('This is a test');
    status = 503;
    await button(list, words.test).click();
    await expect(list).toContainText(words.failed);
    await expect(list.getByRole('row').nth(1)).toContainText(words.notTaken);
    await installation.axe();
    await installation.picture('settings-notices');
  } finally {
    hook.close();
  }
});

test('what waits for the end of a quiet window is named', async ({ installation }) => {
  const { page } = installation;
  const day = (offset: number) =>
    new Date(Date.now() + offset * 86_400_000).toDateString().slice(0, 3).toLowerCase();
  await installation.bwdc('sync', '--yes');
  await installation.bwdc('config', 'sync.quiet', `${day(0)},${day(1)}`);
  installation.company(4);
  await go(page, 'dashboard');
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  const waits = plan(page)
    .getByRole('group')
    .filter({ hasText: /quiet window/ });
  await expect(waits).toContainText('person0005@example.test');
  await expect(waits).toContainText(/nothing that removes is sent/);
  await installation.axe();
  await installation.picture('plan-postponed');
});
