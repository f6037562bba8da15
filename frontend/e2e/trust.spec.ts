import { button, field, go, login, plan, save, secret, t } from './acts';
import { expect, test } from './installation';
import { addTree } from './servers';

// Servers whose authority this computer does not know, and servers without
// encryption. The directory is a real slapd.

test('an authority that is not known is shown with its fingerprint, and trusted', async ({
  installation,
}) => {
  const { page } = installation;
  await page.setViewportSize({ width: 1200, height: 850 });
  const tree = await addTree();
  await installation.open();
  await login(page, installation.organization);
  await page.getByRole('radio', { name: t.settings.ldap.label }).check();
  await page.getByRole('switch', { name: 'Active Directory', exact: true }).uncheck();
  await field(page, 'Server').fill(tree.host);
  await field(page, 'Port').fill(String(tree.port));
  await field(page, 'User name').fill(tree.reader);
  await secret(page, 'Password', tree.password);
  await field(page, 'Root path').fill(tree.root);
  const panel = page.getByRole('complementary', { name: t.settings.check.title });
  await button(panel, t.settings.check.start).click();
  await expect(panel).toContainText(t.trust.title.directory);
  await expect(panel).toContainText(/([0-9A-F]{2}:){31}[0-9A-F]{2}/);
  await expect(button(panel, t.trust.trust)).toBeInViewport({ ratio: 1 });
  await installation.axe();
  await installation.picture('trust-directory');
  await button(panel, t.trust.trust).click();
  await expect(panel.getByText(t.settings.check.done)).toBeVisible();
  await expect(panel).not.toContainText(t.settings.check.stale);
  await expect(field(page, 'Certificate authority')).toHaveValue(/trusted/);
  await save(page);
  // The command line trusts it as well.
  await installation.bwdc('check');
  await go(page, 'dashboard');
  await button(page, t.first.act.people).click();
  await expect(plan(page)).toContainText('ada@example.test');
});

test('a server without encryption is warned of before anything is sent', async ({ installation }) => {
  const { page } = installation;
  await installation.open();
  await page.getByRole('radio', { name: t.settings.server.own }).check();
  await field(page, 'Server URL').fill('http://127.0.0.1:8080');
  await expect(page.getByText(t.trust.clear('127.0.0.1:8080'))).toHaveCount(0);
  await field(page, 'Server URL').fill('http://vault.example.test');
  await expect(page.getByText(t.trust.clear('vault.example.test'))).toBeVisible();
  await installation.axe();
  await installation.picture('trust-clear');
});
