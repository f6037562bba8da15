import { button, ended, field, go, held, plan, t } from './acts';
import { expect, test, type Demo } from './demo';

// Pages whose answers come late, and in another order than they were asked for.

test.use({ holds: true });

const profile = (where: Demo['page']) =>
  where.getByRole('banner').getByRole('combobox', { name: t.common.organization });

test('of two profiles that are chosen quickly the last one holds', async ({ demo }) => {
  const { page } = demo;
  for (const name of ['school', 'college']) await demo.bwdc(['profile', 'create', name]);
  await page.reload();
  const answer = await held(page, 'UseProfile', { only: 1 });
  await profile(page).focus();
  await profile(page).selectOption('school');
  await profile(page).selectOption('college');
  await expect(profile(page)).toHaveValue('college');
  answer.letGo();
  await expect.poll(answer.calls).toBe(2);
  await expect(page.getByText(t.dashboard.work.never)).toBeVisible();
  await expect(profile(page)).toHaveValue('college');
  await expect(profile(page)).toBeFocused();
});

test('who chooses another profile at once is not brought to its log-in', async ({ demo }) => {
  const { page } = demo;
  await demo.bwdc(['profile', 'create', 'school']);
  const answer = await held(page, 'State', { after: 1, only: 1 });
  await page.reload();
  await profile(page).selectOption('school');
  await expect(profile(page)).toHaveValue('school');
  answer.letGo();
  await expect(page.getByText(t.dashboard.work.never)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: t.common.views.dashboard })).toBeVisible();
});

test('who goes back to the profile that is shown stays there', async ({ demo }) => {
  const { page } = demo;
  await demo.bwdc(['profile', 'create', 'school']);
  await page.reload();
  const before = await profile(page).inputValue();
  const answer = await held(page, 'UseProfile', { only: 1 });
  await profile(page).selectOption('school');
  await profile(page).selectOption(before);
  answer.letGo();
  await expect.poll(answer.calls).toBe(2);
  await expect(profile(page)).toHaveValue(before);
  expect((await demo.bwdc(['profile', 'list'])).code).toBe(0);
});

for (const when of ['before', 'after'] as const) {
  test(`a profile that is chosen in Settings leaves the focus on the page: told ${when} it is shown`, async ({
    demo,
  }) => {
    const { page } = demo;
    await demo.bwdc(['profile', 'create', 'school']);
    await page.reload();
    await go(page, 'settings');
    await page.getByRole('tab', { name: t.settings.sections.organization }).click();
    const choice = page.getByRole('main').getByRole('combobox', { name: t.settings.organization.label });
    const answer = await held(page, 'UseProfile', { at: 'answering' });
    if (when === 'before') answer.letGo();
    await choice.focus();
    await choice.selectOption('school');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    if (when === 'after') answer.letGo();
    await expect(profile(page)).toHaveValue('school');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
}

test('what was typed for a profile is there when one comes back to it', async ({ demo }) => {
  const { page } = demo;
  await demo.bwdc(['profile', 'create', 'school']);
  await page.reload();
  const before = await profile(page).inputValue();
  const removals = field(page, 'Removals at most');
  const told = page.getByText(t.settings.save.keptFor(before));
  await page.goto(`${demo.url}#settings/sync`);

  await test.step('typed while the answer of the choice was out', async () => {
    const answer = await held(page, 'UseProfile', { only: 1 });
    await profile(page).selectOption('school');
    await removals.fill('41');
    answer.letGo();
    await expect(told).toBeVisible();
    await expect(profile(page)).toHaveValue('school');
    await expect(removals).not.toHaveValue('41');
    await profile(page).selectOption(before);
    await expect(removals).toHaveValue('41');
  });

  await test.step('another tab goes to another profile', async () => {
    const other = await page.context().newPage();
    await other.goto(demo.url);
    await profile(other).selectOption('school');
    await expect(removals).not.toHaveValue('41');
    await expect(told).toBeVisible();
    await profile(other).selectOption(before);
    await expect(removals).toHaveValue('41');
    await other.close();
  });

  await test.step('what the person gives up is not kept', async () => {
    await profile(page).selectOption('school');
    await page.getByRole('dialog').getByRole('button', { name: t.common.leave.leave }).click();
    await expect(profile(page)).toHaveValue('school');
    await profile(page).selectOption(before);
    await expect(removals).not.toHaveValue('41');
    await expect(removals).toBeVisible();
  });
});

test('the documentation that comes late names no other page', async ({ demo }) => {
  const { page } = demo;
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/*docs*.js', async (route) => {
    await gone;
    await route.continue();
  });
  await page.goto(`${demo.url}#docs/settings`);
  await expect(page.getByRole('heading', { level: 1, name: t.docs.title })).toBeVisible();
  await go(page, 'history');
  const loaded = page.waitForResponse('**/*docs*.js');
  letGo();
  await (await loaded).finished();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await expect(page).toHaveTitle(/^History/);
});

test('a part of the plan that was opened stays open while the next search is out', async ({ demo }) => {
  const { page } = demo;
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  const search = plan(page).getByRole('textbox', { name: t.plan.search });
  const joins = plan(page).getByRole('tab', { name: t.plan.tabs.joins });
  const leaves = plan(page).getByRole('tab', { name: t.plan.tabs.leaves });
  await search.fill('joan.clarke');
  await expect(joins).toHaveAttribute('aria-selected', 'true');
  await leaves.click();
  await expect(plan(page)).toContainText(t.common.search.nothing);
  await search.fill('example.com');
  await expect(joins).toContainText('2');
  await expect(leaves).toHaveAttribute('aria-selected', 'true');
});

test('who searches in a group goes on typing where a read fails', async ({ demo }) => {
  const { page } = demo;
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  await plan(page).getByRole('tab', { name: t.plan.tabs.everybody }).click();
  await plan(page)
    .getByRole('radio', { name: /^Groups \(/ })
    .check();
  await button(page, 'Show what is in Everybody').click();
  await plan(page)
    .getByRole('radio', { name: /^All \(/ })
    .check();
  const search = plan(page).getByRole('textbox', { name: t.dashboard.group.searchMembers('Everybody') });
  await held(page, 'TestGroup', { problem: 'The disk is full.', only: 1 }).then((answer) => answer.letGo());
  await search.fill('olg');
  await expect(plan(page)).toContainText('The disk is full.');
  await expect(search).toBeFocused();
  await search.press('End');
  await page.keyboard.type('a');
  await expect(search).toHaveValue('olga');
  await expect(plan(page).getByRole('table', { name: 'Members of Everybody' })).toContainText('olga');
});

test('the words under a schedule are marked while they are about what stood there before', async ({
  demo,
}) => {
  const { page } = demo;
  await go(page, 'settings');
  await page.getByRole('tab', { name: t.settings.sections.sync }).click();
  const times = field(page, t.fields['sync.times'].label);
  const words = page.getByRole('status').filter({ hasText: /02:00|03:00/ });
  await times.fill('daily at 02:00');
  await expect(words).toBeVisible();
  await expect(words).not.toHaveClass(/muted/);
  const answer = await held(page, '*Schedule');
  await times.fill('daily at 03:00');
  await expect(words).toHaveClass(/muted/);
  answer.letGo();
  await expect(words).toContainText('03:00');
  await expect(words).not.toHaveClass(/muted/);
});

test('a report is made once, however often it is asked for', async ({ demo }) => {
  const { page } = demo;
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  const answer = await held(page, 'Download');
  const save = plan(page).getByRole('button', { name: /(^| )Save$/ });
  await save.click();
  await page.getByRole('menuitem', { name: t.plan.saveAs.html }).click();
  await expect.poll(answer.calls).toBe(1);
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  const file = page.waitForEvent('download');
  answer.letGo();
  await file;
  await expect(save).not.toHaveAttribute('aria-disabled');
});

test('the one that is marked in the list of people is taken, also when the list changes', async ({
  demo,
}) => {
  const { page } = demo;
  const box = page.getByRole('combobox', { name: t.person.find.label });
  await box.fill('a');
  const options = page.getByRole('option');
  await expect(options.first()).toBeVisible();
  const first = (await options.first().textContent()) ?? '';
  expect(first).not.toContain('tim.bauer');
  const answer = await held(page, '*Find');
  await box.fill('tim.bauer');
  await expect.poll(answer.calls).toBe(1);
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  answer.letGo();
  await expect(options).toHaveCount(1);
  await expect(options.first()).toHaveAttribute('aria-selected', 'false');
});

test('what is searched in a plan stays when the next one comes', async ({ demo }) => {
  const { page } = demo;
  const answer = await held(page, 'Test', { after: 1 });
  await button(page, t.dashboard.action.test).click();
  await ended(page, 'test');
  const search = plan(page).getByRole('textbox', { name: t.plan.search });
  const joins = plan(page).getByRole('tab', { name: t.plan.tabs.joins });
  await expect(joins).toContainText('2');
  await button(page, t.dashboard.action.test).click();
  await expect.poll(answer.calls).toBe(1);
  await demo.edit((company) => {
    company.users.push({ id: 'n1', email: 'joan.newcomer@example.com', name: 'Joan Newcomer' });
  });
  await search.focus();
  await page.keyboard.type('joa');
  answer.letGo();
  await expect(joins).toContainText('2');
  await expect(plan(page).getByRole('link', { name: 'joan.newcomer@example.com' })).toBeVisible();
  await expect(search).toBeFocused();
  await page.keyboard.type('n.n');
  await expect(search).toHaveValue('joan.n');
  await expect(joins).toContainText('1');
  await expect(plan(page).getByRole('link', { name: 'joan.clarke@example.com' })).toHaveCount(0);
});

test('of two results that are looked for quickly the last one is shown', async ({ demo }) => {
  const { page } = demo;
  await button(page, t.dashboard.action.sync).click();
  await ended(page, 'sync');
  const answer = await held(page, 'History', { after: 1, only: 1 });
  await go(page, 'history');
  const filter = page.getByRole('combobox', { name: t.history.runs.filter });
  const table = page.getByRole('table', { name: t.history.runs.caption });
  await expect(table).toBeVisible();
  await filter.selectOption({ label: t.history.result['done'] ?? '' });
  await expect.poll(answer.calls).toBeGreaterThan(0);
  await filter.selectOption({ label: t.history.result['failed'] ?? '' });
  await expect(page.getByText(t.history.runs.none)).toBeVisible();
  const late = page.waitForResponse('**/api/call/History');
  answer.letGo();
  await (await late).finished();
  await expect(page.getByText(t.history.runs.none)).toBeVisible();
  await expect(table).toHaveCount(0);
});
