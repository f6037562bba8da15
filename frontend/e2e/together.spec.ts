import { button, ended, field, go, late, save, secret, t } from './acts';
import { expect, test, type Installation } from './installation';
import { enter, watch } from './demo';

// Several programs and tabs at the same time on one data folder: nothing is
// lost or damaged, and there is one sync at a time.

test.beforeEach(async ({ installation }) => {
  installation.company(20);
  await installation.configure();
  await installation.bwdc('sync', '--yes');
});

test('pages, bwdc run and bwdc config on one data folder', async ({ installation }) => {
  test.slow();
  const { page, organization } = installation;
  await installation.open();
  const service = installation.start('run');
  await expect
    .poll(async () => (await installation.bwdc('status')).stdout, { timeout: 40_000 })
    .toContain('waiting');

  await test.step('settings of two hands both hold', async () => {
    await go(page, 'settings');
    await page.getByRole('tab', { name: t.settings.sections.sync }).click();
    // Somebody else changes other settings all the while.
    const others = (async () => {
      for (let n = 1; n <= 8; n++) {
        await installation.bwdc('config', 'sync.maxAdditions', String(100 + n));
        await installation.bwdc('config', 'ldap.hostname', `dc${n}.example.test`);
      }
    })();
    for (let n = 1; n <= 4; n++) {
      await field(page, 'Removals at most').fill(String(40 + n));
      await save(page);
    }
    await others;
    const all = (await installation.bwdc('config', 'export')).stdout;
    expect(all).toMatch(/maxRemovals["']?: ["']?44/);
    expect(all).toMatch(/maxAdditions["']?: ["']?108/);
    expect(all).toContain('dc8.example.test');
    await expect(field(page, 'Additions at most')).toHaveValue('108');
  });

  await test.step('the service is shown, and keeps its place', async () => {
    await go(page, 'dashboard');
    await expect(page.getByText(`Process ${service.process.pid} syncs`, { exact: false })).toBeVisible();
    await expect(button(page, t.dashboard.action.stop)).toBeDisabled();
  });

  await test.step('one sync at a time', async () => {
    installation.company(21);
    await organization.slow(1, 4_000);
    const before = (await organization.holds()).imports;
    await button(page, t.dashboard.action.sync).click();
    await expect.poll(async () => (await organization.holds()).imports).toBeGreaterThan(before);
    const refused = await installation.sandbox.bwdc(['sync']);
    expect(refused.code, refused.stderr).toBe(11);
    await ended(page, 'sync');
    expect((await organization.holds()).members).toContain('person0021@example.test');
  });

  await test.step('and the other way round', async () => {
    installation.company(22);
    await organization.slow(1, 6_000);
    const before = (await organization.holds()).imports;
    const sync = installation.start('sync');
    await expect.poll(async () => (await organization.holds()).imports).toBeGreaterThan(before);
    await button(page, t.dashboard.action.sync).click();
    await expect(page.getByText(new RegExp(String(sync.process.pid))).first()).toBeVisible();
    const end = await sync.end();
    expect(end.code, end.stderr).toBe(0);
    expect((await organization.holds()).members).toContain('person0022@example.test');
  });

  const end = await service.stop();
  expect(end.code, end.stderr).toBe(0);
  await installation.bwdc('config', 'validate');
  await expect(button(page, t.dashboard.action.start)).toBeEnabled({ timeout: 40_000 });
  await go(page, 'history');
  await expect(page.getByRole('table', { name: t.history.runs.caption })).toBeVisible();
});

test('what a command changes is shown without anything being done here', async ({ installation }) => {
  const { page } = installation;
  await installation.open();
  await go(page, 'settings');
  await page.getByRole('tab', { name: t.settings.sections.sync }).click();
  await field(page, 'Removals at most').fill('41');
  await installation.bwdc('config', 'sync.maxAdditions', '77');
  await expect(field(page, 'Additions at most')).toHaveValue('77');
  await expect(field(page, 'Removals at most')).toHaveValue('41');
  await button(page, t.settings.save.discard).click();
  await button(page, t.settings.save.discardDo).click();

  await page.evaluate(() => (location.hash = '#login'));
  const server = field(page, t.fields['server.url'].label);
  await expect(server).toHaveValue(/^http:\/\/127/);
  await installation.bwdc('config', 'server.url', 'https://vault.two.test');
  await expect(server).toHaveValue('https://vault.two.test');
});

test('two tabs: what one does the other shows', async ({ installation }) => {
  const { page } = installation;
  await installation.open();
  const second = await page.context().newPage();
  const complaints = watch(second);
  await enter(second, await installation.server.another());
  expect(new URL(second.url()).hash).not.toContain('token');

  await button(second, t.dashboard.action.test).click();
  await ended(page, 'test');
  await expect(page.getByRole('tabpanel').getByText('person0001@example.test').first()).toBeVisible();

  await go(page, 'settings');
  await go(second, 'settings');
  await field(second, 'File').fill('/srv/two/company.json');
  await save(second);
  await expect(field(page, 'File')).toHaveValue('/srv/two/company.json');

  await test.step('what is typed here is not overwritten from there', async () => {
    await field(page, 'File').fill('/srv/typed/company.json');
    await field(second, 'File').fill(installation.companyFile);
    await save(second);
    await expect(field(page, 'File')).toHaveValue('/srv/typed/company.json');
    await button(page, t.settings.save.discard).click();
    await button(page, t.settings.save.discardDo).click();
    await expect(field(page, 'File')).toHaveValue(installation.companyFile);
  });

  await test.step('a secret that both change is asked about', async () => {
    for (const tab of [page, second]) {
      await tab.getByRole('tab', { name: t.settings.sections.advanced }).click();
      await tab
        .getByRole('button', { name: t.settings.groups.mail })
        .or(tab.getByRole('heading', { name: t.settings.groups.mail }))
        .first()
        .click();
    }
    const label = t.fields['webhook.secret'].label;
    await secret(page, label, 'mine');
    await secret(second, label, 'theirs');
    await save(second);
    await expect(page.getByText(t.settings.elsewhere.noteSecret)).toBeVisible();
    await button(page, t.settings.save.save).click();
    const dialog = page.getByRole('dialog', { name: t.settings.elsewhere.title });
    await expect(dialog.getByRole('row').nth(1)).toContainText(label);
    await expect(dialog.getByRole('row').nth(1)).toContainText(t.settings.elsewhere.secret.now);
    await expect(dialog).not.toContainText('theirs');
    await installation.axe();
    await installation.picture('settings-secret-elsewhere');
    await dialog.getByRole('button', { name: t.settings.elsewhere.keepMine }).click();
    await expect(page.getByText(t.settings.save.saved).last()).toBeVisible();
    const kept = await installation.bwdc('config', 'export', '--include-secrets');
    expect(kept.stdout).toContain('mine');
    expect(kept.stdout).not.toContain('theirs');
  });

  await test.step('both begin a sync: one of them does', async () => {
    await go(page, 'dashboard');
    await go(second, 'dashboard');
    installation.company(21);
    // What they begin is what both show.
    await button(page, t.dashboard.action.test).click();
    await Promise.all([ended(page, 'test'), ended(second, 'test')]);
    for (const one of [page, second]) {
      await expect(one.getByRole('button', { name: /^Sync these/ })).toBeEnabled();
    }
    await installation.organization.slow(1, 3_000);
    const before = await runs(installation);
    // Neither by click() nor by the whole name: both wait until the button is no longer busy.
    await Promise.all(
      [page, second].map(async (tab) =>
        tab.getByRole('button', { name: t.dashboard.action.sync }).dispatchEvent('click'),
      ),
    );
    await Promise.all([ended(page, 'sync'), ended(second, 'sync')]);
    expect(await runs(installation)).toBe(before + 1);
  });
  expect(complaints).toEqual([]);
});

/** runs counts the syncs in the history. */
async function runs(installation: Installation): Promise<number> {
  const answer = JSON.parse((await installation.bwdc('history', '--response')).stdout) as {
    data: { data: unknown[] };
  };
  return answer.data.data.length;
}

test('the later of two changes of one setting is told of the other, and asked', async ({ installation }) => {
  const { page } = installation;
  await installation.open();
  await go(page, 'settings');
  await page.getByRole('tab', { name: t.settings.sections.sync }).click();
  const words = t.settings.elsewhere;
  const dialog = page.getByRole('dialog', { name: words.title });
  const value = async () => (await installation.bwdc('config', 'sync.maxRemovals')).stdout.trim();

  await test.step('a command was first, and holds', async () => {
    await field(page, 'Removals at most').fill('41');
    await installation.bwdc('config', 'sync.maxRemovals', '33');
    await button(page, t.settings.save.save).click();
    await expect(dialog.getByRole('row')).toContainText([words.setting, /33.*41/]);
    await installation.axe();
    await installation.picture('settings-elsewhere');
    expect(await value()).toContain('33');
    await button(dialog, words.theirs).click();
    await expect(field(page, 'Removals at most')).toHaveValue('33');
    await expect(page.getByRole('region', { name: t.settings.save.label })).toHaveCount(0);
  });

  await test.step('nobody was first where this tab has saved a moment ago', async () => {
    // The settings are read again late, as from a busy machine.
    const slow = await late(page, 'Settings', 1_000);
    for (const removals of ['35', '36', '37']) {
      await field(page, 'Removals at most').fill(removals);
      await save(page);
    }
    await slow.end();
    expect(await value()).toContain('37');
    await expect(field(page, 'Removals at most')).toHaveValue('37');
  });

  await test.step('another tab was first, and gives way', async () => {
    const other = await page.context().newPage();
    const complaints = watch(other);
    await other.goto(`${installation.url}#settings/sync`);
    await field(page, 'Removals at most').fill('42');
    await field(other, 'Removals at most').fill('34');
    await save(other);
    await expect(page.getByText(words.note('34'))).toBeVisible();
    await button(page, t.settings.save.save).click();
    await button(dialog, words.keepMine).click();
    await expect(page.getByText(t.settings.save.saved).last()).toBeVisible();
    expect(await value()).toContain('42');
    await expect(field(other, 'Removals at most')).toHaveValue('42');
    expect(complaints).toEqual([]);
    await other.close();
  });
  installation.forgive(/status of 409/);
});
