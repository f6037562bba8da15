import { existsSync } from 'node:fs';
import { button, t } from './acts';
import { expect, test } from './installation';

// "Keep syncing without this window", where no service manager runs: nothing is
// installed, the pages say why, and the automatic sync here goes on. Where one
// runs, the test would leave a real service behind.
test('a machine without a service manager says so', async ({ installation, page }) => {
  test.skip(existsSync('/run/systemd/system') || process.platform !== 'linux', 'it runs services');
  installation.company(2);
  await installation.open();
  const section = page.getByRole('region', { name: t.dashboard.automatic.title });
  await page.goto(`${installation.url}#dashboard`);
  await expect(button(section, t.dashboard.keep.keep)).toBeDisabled();
  await installation.configure();
  await expect(button(section, t.dashboard.keep.keep)).toBeEnabled({ timeout: 30_000 });
  await installation.axe();
  await button(section, t.dashboard.keep.keep).click();
  const dialog = page.getByRole('dialog', { name: t.dashboard.keep.keep });
  await dialog.getByRole('button', { name: t.dashboard.keep.keepDo, exact: true }).click();
  await expect(section).toContainText(/there is no service manager here|command line tool bwdc/i);
  await expect(section).toContainText(t.dashboard.keep.offer);
  await installation.picture('dashboard-no-service-manager');
});
