import type { Locator, Page } from '@playwright/test';
import { button, ended, field, t } from './acts';
import { clientId, clientSecret, expect, test } from './demo';

// The whole story without a mouse. Each step goes by Tab, as far as it takes, and
// looks whether a person sees where the focus is.

test.use({ loggedOut: true });

test('from the log-in to the log by the keyboard alone', async ({ demo }) => {
  test.slow();
  const { page } = demo;
  const { keyboard } = page;
  const dashboard = t.dashboard.action;

  await test.step('log in', async () => {
    await reach(page, field(page, t.login.clientId));
    await keyboard.type(clientId);
    await reach(page, field(page, t.login.clientSecret));
    await keyboard.type(clientSecret);
    await keyboard.press('Enter');
    await heading(page, t.dashboard.title);
  });

  await test.step('settings: change, check, save', async () => {
    await keyboard.press('Control+2');
    await heading(page, t.settings.title);
    await reach(page, page.getByRole('tab', { name: t.settings.sections.directory }));
    await keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: t.settings.sections.sync })).toBeFocused();
    await reach(page, field(page, 'Additions at most'));
    await keyboard.press('Control+A');
    await keyboard.type('400');
    await reach(page, page.getByRole('button', { name: t.settings.check.start }));
    await keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: t.settings.check.title });
    await expect(button(panel, t.settings.check.again)).toBeVisible();
    await focused(page);
    await keyboard.press('Control+s');
    await expect(page.getByText(t.settings.save.saved).last()).toBeVisible();
    await focused(page);
  });

  await test.step('test, and walk through its result', async () => {
    await keyboard.press('Control+1');
    await heading(page, t.dashboard.title);
    await reach(page, button(page, dashboard.test));
    await keyboard.press('Enter');
    await ended(page, 'test');
    await focused(page);
    await reach(page, page.getByRole('tab', { selected: true }));
    await keyboard.press('End');
    await expect(page.getByRole('tab', { name: t.plan.tabs.everybody })).toBeFocused();
    await reach(page, page.getByRole('radio', { name: /^Enabled/ }));
    await keyboard.press('ArrowLeft');
    await expect(page.getByRole('radio', { name: /^Groups/ })).toBeChecked();
    await reach(page, button(page, t.common.tree.expand('Everybody')));
    await keyboard.press('Enter');
    await expect(page.getByRole('list', { name: t.dashboard.group.nestedList('Everybody') })).toBeVisible();
    await keyboard.press('/');
    await expect(page.getByRole('combobox', { name: t.person.find.label })).toBeFocused();
    await focused(page);
  });

  await test.step('find a person, look why, and go back', async () => {
    await keyboard.type('grace');
    await expect(page.getByRole('option').first()).toBeVisible();
    await keyboard.press('ArrowDown');
    await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('grace');
    await focused(page);
    await keyboard.press('Control+1');
    await heading(page, t.dashboard.title);
  });

  await test.step('sync: look at what is asked, type the number', async () => {
    await keyboard.press('Control+1');
    await reach(page, button(page, dashboard.sync));
    await keyboard.press('Enter');
    const allow = page.getByRole('button', { name: /^Add [\d,]+ new members…$/ });
    await expect(allow).toBeVisible();
    await reach(page, allow);
    await keyboard.press('Enter');
    await expect(page.getByLabel(/^Type \d+ to confirm$/)).toBeFocused();
    const label = await page.getByText(/^Type \d+ to confirm$/).innerText();
    await keyboard.type(/\d+/.exec(label)?.[0] ?? '');
    await keyboard.press('Enter');
    await ended(page, 'sync');
    await focused(page);
  });

  await test.step('start and stop the automatic sync', async () => {
    await reach(page, button(page, dashboard.start), 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(button(page, dashboard.stop)).toBeFocused();
    await keyboard.press('Enter');
    await expect(button(page, dashboard.start)).toBeEnabled();
    await focused(page);
  });

  await test.step('history: one run and back', async () => {
    await keyboard.press('Control+3');
    await heading(page, t.history.title);
    await reach(page, page.getByRole('table', { name: t.history.runs.caption }).getByRole('link').last());
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: t.history.run.counts.title })).toBeVisible();
    await reach(page, page.getByRole('link', { name: t.history.run.back }));
    await keyboard.press('Enter');
    await heading(page, t.history.title);
  });

  await test.step('more: a dialog opens, Esc closes it and gives the focus back', async () => {
    await keyboard.press('Control+4');
    await heading(page, t.more.title);
    const clear = button(page, t.more.cache.clear);
    await reach(page, clear);
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await focused(page);
    await keyboard.press('Escape');
    await expect(clear).toBeFocused();
    await keyboard.press('?');
    await expect(page.getByRole('dialog', { name: t.common.shortcuts.title })).toBeVisible();
    await keyboard.press('Escape');
    await expect(clear).toBeFocused();
  });
});

async function heading(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** reach presses Tab until an element has the focus; each step on the way must be seen. */
async function reach(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const on = async (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let steps = 0; !(await on()); steps++) {
    expect(steps, `steps to ${String(target)}`).toBeLessThan(150);
    await page.keyboard.press(key);
    await focused(page);
  }
}

/** focused fails where nobody could tell what has the focus. */
async function focused(page: Page): Promise<void> {
  const wrong = await page.evaluate(async () => {
    // As people see it: what makes way for the focus does so within two frames.
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    const active = document.activeElement;
    if (!active || active === document.body) return document.hasFocus() ? 'nothing has the focus' : '';
    const name = `${active.outerHTML.slice(0, 160)}: `;
    // The mark may be around its label, row or box.
    let marked = false;
    for (let at: Element | null = active, up = 0; at && up < 4; at = at.parentElement, up++) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
      marked ||= (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    }
    // Where scripts put the focus for screen readers there is nothing to press.
    const quiet = active.getAttribute('tabindex') === '-1';
    if (!marked && !quiet) return name + 'no mark';
    const box = active.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return name + 'no size';
    if (quiet) return '';
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
    if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) return name + 'out of sight';
    const top = document.elementFromPoint(x, y);
    const covered =
      top && !active.contains(top) && !top.contains(active) && !active.closest('label')?.contains(top);
    return covered ? `${name}covered by ${top.outerHTML.slice(0, 160)}` : '';
  });
  expect(wrong, 'what has the focus').toBe('');
}
