import { button, field, go, t } from './acts';
import { expect, test } from './desk';
import { enter } from './stage';

// What becomes of the pages when bwdc serve does not answer.

const lost =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/;
const unauthorized = /status of 401/;

test.beforeEach(async ({ desk }) => {
  desk.company(12);
  await desk.configure();
  await desk.open();
});

test('a connection that comes back: the banner goes, nothing typed is lost', async ({ desk }) => {
  const { page } = desk;
  await go(page, 'settings');
  await field(page, 'File').fill('/srv/export/company.json');
  await page.context().setOffline(true);
  // What a person does meanwhile says why it does not work.
  await button(page, t.settings.save.save).click();
  await expect(page.getByRole('region', { name: t.settings.save.label })).toContainText(/./);
  await expect(page.getByText(t.common.banner.connection)).toBeVisible({ timeout: 40_000 });
  await desk.axe();
  await desk.picture('offline');
  await page.context().setOffline(false);
  await expect(page.getByText(t.common.banner.connection)).toHaveCount(0, { timeout: 40_000 });
  await expect(field(page, 'File')).toHaveValue('/srv/export/company.json');
  await button(page, t.settings.save.save).click();
  await expect(page.getByText(t.settings.save.saved)).toBeVisible();
  expect((await desk.bwdc('config', 'file.path')).stdout).toContain('/srv/export/company.json');
  desk.forgive(lost);
});

test('a server that was killed and started again asks for a new address', async ({ desk }) => {
  const { page } = desk;
  const { port } = new URL(desk.url);
  await desk.server.kill();
  await expect(page.getByText(t.common.banner.connection)).toBeVisible({ timeout: 40_000 });
  await desk.picture('offline-dashboard');
  const address = await desk.serve(port);
  await expect(page.getByText(t.common.banner.session, { exact: true })).toBeVisible({ timeout: 40_000 });
  await desk.axe();
  await desk.picture('offline-session');
  // Load again leads to the page that tells where a new address comes from.
  await button(page, t.common.banner.reload).click();
  await expect(page.getByText('Please open the address that bwdc serve printed')).toBeVisible();
  await enter(page, address);
  await expect(button(page, t.dashboard.action.test)).toBeEnabled();
  desk.forgive(lost, unauthorized);
});

test('a server that ends while a sync runs leaves nothing half done', async ({ desk }) => {
  const { page, office } = desk;
  await desk.bwdc('sync', '--yes');
  desk.company(13);
  await office.slow(1, 3_000);
  const { imports } = await office.holds();
  await button(page, t.dashboard.action.sync).click();
  await expect.poll(async () => (await office.holds()).imports).toBeGreaterThan(imports);
  const { code } = await desk.server.stop();
  expect(code, 'it ends in order').toBe(0);
  await expect(page.getByText(t.common.banner.connection)).toBeVisible({ timeout: 40_000 });
  await desk.bwdc('sync');
  expect((await office.holds()).members).toContain('person0013@example.test');
  desk.forgive(lost);
});
