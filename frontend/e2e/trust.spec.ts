import { button, field, go, login, plan, save, secret, t } from './acts';
import { expect, test } from './installation';
import { addTree, Organization } from './servers';

// Servers whose authority this computer does not know, and servers without
// encryption. The directory is a real slapd, the server one behind TLS.

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
  // What is said of the refusal are sentences.
  const said = await panel.locator('.steps p').allTextContents();
  expect(said.length).toBeGreaterThan(0);
  for (const sentence of said) expect(sentence).toMatch(/^[^\p{Ll}]/u);
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

test('the authority of the Bitwarden server is shown, trusted, and the log-in works', async ({
  installation,
}) => {
  const { page } = installation;
  const organization = await Organization.create(true);
  const fingerprint = organization.sha256.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:');
  installation.company(1);
  await installation.bwdc('config', 'directory', 'file');
  await installation.bwdc('config', 'file.path', installation.companyFile);
  await installation.open();
  const main = page.getByRole('main');

  await test.step('at the log-in', async () => {
    await login(page, organization);
    await expect(main).toContainText(t.trust.title.organization);
    await expect(main.getByText(fingerprint)).toBeVisible();
    // The chain: the server's own, and who signed it.
    const chain = main.getByRole('listitem').filter({ hasText: 'CN=' });
    await expect(chain).toHaveCount(2);
    await expect(chain.first()).toContainText(t.trust.by('CN=Company Root CA'));
    await expect(chain.last()).toContainText(t.trust.itself);
    await installation.axe();
    await installation.picture('trust-organization');
    // That the server can't be reached is meant.
    installation.forgive(/status of 502 .*Login/);
    await button(main, t.trust.trust).click();
    await expect(main).not.toContainText(t.trust.title.organization);
    await expect(field(page, t.fields['network.caFile'].label)).toHaveValue(/trusted/);
    // It is not saved before it works: the secret that was typed is still there.
    await expect(button(page, t.login.submit)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: t.dashboard.title })).toBeVisible();
  });
  await test.step('on the command line', async () => {
    expect((await installation.bwdc('config', 'get', 'network.caFile')).stdout).toMatch(/trusted/);
    await installation.bwdc('check');
  });
  await test.step('at the check of the settings', async () => {
    await installation.bwdc('config', 'unset', 'network.caFile');
    await go(page, 'settings');
    const panel = page.getByRole('complementary', { name: t.settings.check.title });
    await button(panel, t.settings.check.start).click();
    await expect(panel.getByText(fingerprint)).toBeVisible();
    await button(panel, t.trust.trust).click();
    await expect(panel.getByText(t.settings.check.done)).toBeVisible();
    await save(page);
    expect((await installation.bwdc('config', 'get', 'network.caFile')).stdout).toMatch(/trusted/);
  });
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
