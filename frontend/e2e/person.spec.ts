import { de } from '../src/i18n/de';
import { button, ended, go, late, plan, t } from './acts';
import { expect, test, type Demo } from './demo';

// One person, and one group: found by a few letters, explained, and acted on
// under the guards.

const box = ({ page }: Demo) => page.getByRole('combobox', { name: t.person.find.label });

test('who is in the organization only is found by what the account is called', async ({ demo }) => {
  const { page } = demo;
  await box(demo).focus();
  await page.keyboard.type('nowak');
  const option = page.getByRole('option');
  await expect(option).toHaveCount(1);
  await expect(option).toContainText('Olga Nowak');
  await option.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('owner@example.com');
  await expect(page.getByText(/^Asked /)).toBeVisible();
  await expect(page.getByText(t.person.organization.roles.owner).first()).toBeVisible();
  await demo.axe();
});

/** open finds somebody and opens the page. */
async function open(demo: Demo, text: string): Promise<void> {
  await box(demo).fill(text);
  await demo.page.getByRole('option').filter({ hasText: text }).first().click();
  await expect(demo.page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
}

test('is found by a few letters, and her page tells why and what happens next', async ({ demo }) => {
  const { page } = demo;
  await expect(box(demo)).toBeVisible();
  await page.keyboard.press('/');
  await expect(box(demo)).toBeFocused();
  await page.keyboard.type('tim.bau');
  await expect(page.getByRole('option')).toHaveCount(1);
  await demo.axe();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('tim.bauer@example.com');
  await expect(page).toHaveTitle('tim.bauer@example.com · Directory Connector');
  await expect(page).toHaveURL(/#person\//);
  await expect(page.getByText(/^As the directory was read/)).toBeVisible();
  const groups = page.getByRole('table', { name: t.person.groups.caption });
  await expect(groups.getByRole('row').filter({ hasText: 'Everybody' })).toContainText('Legal');
  const story = page.getByRole('table', { name: t.person.story.caption });
  await expect(story).toContainText('Invited as tim.bauer@example.com');
  await demo.axe();
  await demo.picture('person');

  // What has changed since is there once the directory is asked.
  await button(page, t.person.askNow).press('Enter');
  await expect(page.getByText(/^Asked /)).toBeVisible();

  // To her group, to the sync that put her there, and back.
  const first = groups.getByRole('link').first();
  const group = (await first.textContent()) ?? '';
  await first.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(group);
  await expect(page).toHaveURL(/#group\//);
  await expect(page.getByText(/user.* of its own/)).toBeVisible();
  await demo.axe();
  await demo.picture('group');
  await page.goBack();
  await story.getByRole('link').last().click();
  await expect(page).toHaveURL(/#history\//);
  await page.getByRole('textbox', { name: t.history.run.changesSearch }).fill('tim.bauer');
  await page
    .getByRole('list', { name: t.history.run.changesCaption })
    .getByRole('link', { name: 'tim.bauer@example.com' })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('tim.bauer@example.com');
});

test('alone is synced, and everybody else waits', async ({ demo }) => {
  const { page } = demo;
  await demo.edit((company) => {
    company.users.push({ id: 'n1', email: 'nadia.newcomer@example.com', name: 'Nadia Newcomer' });
  });
  await box(demo).fill('nadia.newcomer@example.com');
  await page.keyboard.press('Enter');
  // What is kept knows nobody of that name yet.
  await button(page, t.person.askNow).click();
  await expect(page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
  await button(page, t.person.actions.sync).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t.person.actions.confirmSync, exact: true })
    .click();
  await ended(page, 'sync');
  await expect(page.getByText('1 member added')).toBeVisible();
  await go(page, 'history');
  await expect(page.getByRole('table', { name: t.history.runs.caption })).toContainText(
    'Manual: nadia.newcomer@example.com',
  );
});

test('a group lists its members, by page, and finds one by name', async ({ demo }) => {
  const { page } = demo;
  await page.goto(`${page.url().split('#')[0]}#find/Everybody`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Everybody');
  const members = page.getByRole('table', { name: t.person.members.title });
  await expect(members.getByRole('row')).toHaveCount(26);
  await expect(members).toContainText(t.person.members.throughGroups);
  await page.getByRole('textbox', { name: t.person.members.search }).fill('tim bauer');
  await expect(members.getByRole('row')).toHaveCount(2);
  await expect(members).toContainText('Tim Bauer');
  await demo.axe();
  await demo.picture('group-members');
  await members.getByRole('link', { name: 'tim.bauer@example.com' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('tim.bauer@example.com');
});

test('loses the access now, is counted as revoked, and is let in again', async ({ demo }) => {
  const { page } = demo;
  await open(demo, 'tim.bauer');
  await button(page, t.person.actions.offboard['remove'] ?? '').press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: t.person.actions.ways.revoke }).check();
  await expect(dialog).toContainText(t.person.actions.means.revoke);
  await expect(dialog).toContainText('The directory had this account, enabled');
  await demo.axe();
  await demo.picture('person-offboard');
  await dialog.getByLabel(t.common.confirmType('tim.bauer@example.com')).fill('tim.bauer@example.com');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(t.person.fate.user['offboarded'] ?? '', { exact: true })).toBeVisible();
  await expect(page.getByText(/^Member offboarded|Was offboarded/).first()).toBeVisible();
  await demo.picture('person-offboarded');

  await go(page, 'history');
  const runs = page.getByRole('table', { name: t.history.runs.caption });
  const newest = runs.getByRole('row').nth(1);
  await expect(newest).toContainText('Manual: access taken away');
  const heads = await runs.getByRole('columnheader').allTextContents();
  const under = (head: string) =>
    newest.getByRole('cell').nth(heads.map((text) => text.trim()).indexOf(head));
  await expect(under(t.history.runs.removed)).toHaveText('0');
  await expect(under(t.history.runs.revoked)).toHaveText('1');

  await open(demo, 'tim.bauer');
  await button(page, t.person.actions.reinvite).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: t.person.actions.confirmReinvite }).click();
  await ended(page, 'sync');
  await expect(page.getByText(t.person.fate.user['member'] ?? '', { exact: true })).toBeVisible();
});

test.describe('of many', () => {
  test.use({ people: 20_000 });
  test('another way is asked about once the first is answered', async ({ demo }) => {
    const { page } = demo;
    await open(demo, 'tim.bauer');
    const slow = await late(page, '*Offboard', 500);
    await button(page, t.person.actions.offboard['remove'] ?? '').press('Enter');
    const dialog = page.getByRole('dialog');
    // Nobody waits for the answer before another way is chosen.
    await dialog.getByRole('radio', { name: t.person.actions.ways.remove }).check();
    await dialog.getByRole('radio', { name: t.person.actions.ways.revoke }).check();
    await expect(dialog).toContainText(t.person.actions.means.revoke);
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await slow.end();
  });
});

test('whom a name means is asked, and nobody is guessed', async ({ demo }) => {
  const { page } = demo;
  await demo.edit((company) => {
    company.users.push({ id: 'e1', email: 'engineering@example.com', name: 'The engineers' });
  });
  await box(demo).fill('tim.baeur@example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByText(t.person.nobody, { exact: true })).toBeVisible();
  await expect(page.getByText(/^Did you mean .*tim.bauer/)).toBeVisible();
  await demo.axe();
  await page.goto(`${demo.url}#find/nothing%20like%20it`);
  await expect(page.getByText(t.person.nobody, { exact: true })).toBeVisible();
  demo.forgive(/status of 404/);
});

test('is found by her name, in parts and without accents, and called so', async ({ demo }) => {
  const { page } = demo;
  await demo.edit((company) => {
    company.users.push({ id: 'n2', email: 'jm4711@example.com', name: 'Jörg-Søren Müller' });
  });
  // Before any sync knows him.
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  await plan(page).getByRole('tab', { name: t.plan.tabs.joins }).click();
  await expect(plan(page).getByText('Jörg-Søren Müller')).toBeVisible();
  await plan(page).getByRole('textbox', { name: t.plan.search }).fill('soren');
  await expect(plan(page).getByRole('link', { name: 'jm4711@example.com' })).toBeVisible();
  await page.keyboard.press('Escape');
  await box(demo).fill('MULLER jorg');
  const option = page.getByRole('option');
  await expect(option).toHaveCount(1);
  await expect(option).toContainText('jm4711@example.com');
  await expect(option).toContainText('Jörg-Søren Müller');
  await demo.axe();
  await demo.picture('find-name');
  // Enter asks by the name, too.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('jm4711@example.com');
  await expect(page.getByText('Jörg-Søren Müller').first()).toBeVisible();
  await demo.picture('person-name');
});

test('who joins by the plan is found by its link', async ({ demo }) => {
  const { page } = demo;
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  await plan(page).getByRole('tab', { name: t.plan.tabs.joins }).click();
  await plan(page).getByRole('link', { name: 'joan.clarke@example.com' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('joan.clarke@example.com');
  await expect(page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
});

for (const [lang, words] of Object.entries({ en: t, de }) as ['en' | 'de', typeof t][]) {
  test(`who is nobody is told what to do, in ${lang}`, async ({ demo }) => {
    const { page, url } = demo;
    await page.goto(`${url}?lang=${lang}`);
    const find = page.getByRole('combobox', { name: words.person.find.label });
    await find.fill('nobody.at.all');
    await expect(page.getByText(words.person.find.none)).toBeVisible();
    await demo.axe();
    await demo.picture(`find-nobody-${lang}`);
    await page.keyboard.press('Enter');
    await expect(page.getByText(words.person.nobody, { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: words.person.askNow })).toBeVisible();
    await expect(find).toHaveValue('');
    await demo.picture(`person-nobody-${lang}`);
    demo.forgive(/status of 404/);
  });
}

test('what is typed before the first answer stays, and is looked for', async ({ demo }) => {
  const { page, url } = demo;
  const slow = await late(page, 'State', 1500);
  await page.goto(`${url}?late`);
  await box(demo).fill('tim.bauer');
  await expect(button(page, t.dashboard.action.test)).toHaveCount(0);
  await expect(button(page, t.dashboard.action.test)).toBeVisible();
  await expect(box(demo)).toHaveValue('tim.bauer');
  await expect(box(demo)).toBeFocused();
  await expect(page.getByRole('option')).toContainText(['tim.bauer@example.com']);
  await slow.end();
});

test('who was removed is told when, and by which sync', async ({ demo }) => {
  const { page } = demo;
  await demo.edit((company) => {
    company.users = company.users.filter((user) => user.email !== 'tim.bauer@example.com');
  });
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  await button(page, t.dashboard.action.sync).click();
  await ended(page, 'sync');
  await box(demo).fill('tim.bauer@example.com');
  await page.keyboard.press('Enter');
  const head = page.locator('main');
  await expect(head.getByText(/^Was removed from the organization \d/)).toBeVisible();
  await expect(head).not.toContainText(t.person.fate.user['absent'] ?? '');
  await demo.axe();
  await demo.picture('person-removed');
  await head.getByRole('link', { name: t.person.goneBy }).click();
  await expect(page).toHaveURL(/#history\//);
  await page.goto(`${demo.url}?lang=de#find/tim.bauer%40example.com`);
  await expect(page.getByText(/^Wurde .* aus der Organisation entfernt$/)).toBeVisible();
});

test('the box says what it knows somebody by, and is empty in another view', async ({ demo }) => {
  const { page } = demo;
  await box(demo).fill('nobody.at.all');
  await expect(page.getByText(t.person.find.none)).toBeVisible();
  await go(page, 'history');
  await expect(box(demo)).toHaveValue('');
});

test('the keys can be switched off', async ({ demo }) => {
  const { page } = demo;
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: t.common.shortcuts.singleKeys }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(box(demo)).not.toBeFocused();
  await page.reload();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test.describe('small and dark', () => {
  test.use({ theme: 'dark', viewport: { width: 320, height: 640 } });
  test('everything fits', async ({ demo }) => {
    const { page } = demo;
    await open(demo, 'tim.bauer');
    await demo.axe();
    await demo.picture('person');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  });
});
