import { expect } from '@playwright/test';
import type { Messages } from '../src/i18n/en';
import { button, ended, field, go, t as english } from './acts';
import type { Demo } from './demo';

// The tour through all views, their tabs and dialogs, as they are on the sample
// company. Axe and the pictures take it in every colour and at every width.

/** A Stop of the tour: a name, and how to get there from the stop before. */
export interface Stop {
  name: string;
  reach(demo: Demo): Promise<void>;
  /** leave closes what reach has opened. */
  leave?(demo: Demo): Promise<void>;
}

const dialog = (demo: Demo) => demo.page.getByRole('dialog');

// closed ends a dialog by the key that ends all dialogs.
async function closed(demo: Demo): Promise<void> {
  await demo.page.keyboard.press('Escape');
  await expect(dialog(demo)).toHaveCount(0);
}

/** asks is a stop at a dialog that a button opens. */
function asks(name: string, opener: string): Stop {
  return {
    name,
    reach: async (demo) => {
      await button(demo.page.getByRole('main'), opener).click();
      await expect(dialog(demo)).toBeVisible();
    },
    leave: closed,
  };
}

function tab(name: string, label: string): Stop {
  return {
    name,
    reach: async ({ page }) => {
      await page.getByRole('tab', { name: label }).click();
      await expect(page.getByRole('tab', { name: label })).toHaveAttribute('aria-selected', 'true');
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    },
  };
}

const dashboard = (t: Messages): Stop[] => [
  { name: 'dashboard', reach: async ({ page }) => go(page, 'dashboard', t) },
  {
    name: 'dashboard-test',
    reach: async ({ page }) => {
      await button(page, t.dashboard.action.test).click();
      await ended(page, 'test', t);
      await expect(page.getByRole('tabpanel').getByRole('table')).toBeVisible();
    },
  },
  tab('dashboard-joins', t.plan.tabs.joins),
  tab('dashboard-changes', t.plan.tabs.changes),
  tab('dashboard-groups', t.plan.tabs.groups),
  {
    name: 'dashboard-group-changes',
    reach: async ({ page }) => {
      await button(page, t.common.tree.expand('Engineering')).click();
      await expect(page.getByRole('table', { name: t.plan.comes('Engineering') })).toBeVisible();
    },
  },
  tab('dashboard-left-out', t.plan.tabs.leftOut),
  tab('dashboard-by-hand', t.plan.tabs.byHand),
  tab('dashboard-everybody', t.plan.tabs.everybody),
  {
    name: 'dashboard-group-open',
    reach: async ({ page }) => {
      await page.getByRole('radio', { name: new RegExp(`^${t.plan.tabs.groups}`) }).check();
      await button(page, t.common.tree.expand('Everybody')).click();
      await expect(page.getByRole('list', { name: t.dashboard.group.nestedList('Everybody') })).toBeVisible();
    },
  },
  {
    name: 'dashboard-stopped',
    reach: async ({ page, edit }) => {
      await edit((company) => company.users.splice(100));
      await button(page, t.dashboard.action.syncMore).click();
      await page.getByRole('menuitem', { name: t.dashboard.action.unplanned }).click();
      await expect(button(page, t.plan.stop.allow)).toBeVisible();
    },
  },
  {
    name: 'dashboard-allow',
    reach: async ({ page }) => {
      await button(page, t.plan.stop.allow).click();
      await expect(button(page, t.dashboard.allow.confirm)).toBeVisible();
    },
  },
];

const person = (t: Messages): Stop[] => [
  {
    name: 'find',
    reach: async ({ page }) => {
      await page.getByRole('combobox', { name: t.person.find.label }).fill('tim.bauer');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'person',
    reach: async ({ page }) => {
      await page.getByRole('option').first().click();
      await expect(page.getByRole('heading', { name: t.person.why.title })).toBeVisible();
      await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    },
  },
  asks('person-sync', t.person.actions.sync),
  {
    name: 'person-offboard',
    reach: async (demo) => {
      await button(demo.page, t.person.actions.offboard['remove'] ?? '').click();
      await expect(dialog(demo).getByText(t.person.actions.means.remove)).toBeVisible();
    },
    leave: closed,
  },
  {
    name: 'group',
    reach: async ({ page }) => {
      await page.getByRole('combobox', { name: t.person.find.label }).fill('engineering');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByText(t.person.groups.nested)).toBeVisible();
    },
  },
  {
    name: 'nobody',
    reach: async ({ page }) => {
      await page.getByRole('combobox', { name: t.person.find.label }).fill('nobody.at.all');
      await page.keyboard.press('Enter');
      await expect(page.getByText(t.person.nobody, { exact: true })).toBeVisible();
    },
  },
];

const settings = (t: Messages): Stop[] => [
  { name: 'settings-directory', reach: async ({ page }) => go(page, 'settings', t) },
  {
    name: 'settings-checked',
    reach: async ({ page }) => {
      const panel = page.getByRole('complementary', { name: t.settings.check.title });
      await button(panel, t.settings.check.start).click();
      await expect(button(panel, t.settings.check.again)).toBeVisible();
      await expect(
        panel.getByText(t.settings.check.parts['organization'] ?? '', { exact: true }),
      ).toBeVisible();
    },
  },
  tab('settings-organization', t.settings.sections.organization),
  asks('settings-new-profile', t.settings.organization.new),
  asks('settings-rename-profile', t.settings.organization.rename),
  asks('settings-delete-profile', t.settings.organization.delete),
  asks('settings-log-out', t.common.logOut.do),
  tab('settings-sync', t.settings.sections.sync),
  {
    name: 'settings-filter',
    reach: async ({ page }) => {
      await button(page, t.settings.filter.try).first().click();
      await expect(
        page.getByText(new RegExp(t.settings.filter.usersOf('\\d+', '\\d+'))).first(),
      ).toBeVisible();
    },
  },
  tab('settings-advanced', t.settings.sections.advanced),
  {
    name: 'settings-wrong',
    reach: async ({ page }) => {
      await tab('', t.settings.sections.sync).reach({ page } as Demo);
      await field(page, t.fields['sync.maxRemovals']?.label ?? '').fill('many');
      await page.keyboard.press('Tab');
      await expect(page.locator('[aria-invalid="true"]').first()).toBeVisible();
    },
  },
  asks('settings-discard', t.settings.save.discard),
  {
    name: 'settings-leave',
    reach: async (demo) => {
      await demo.page.getByRole('link', { name: t.common.views.more, exact: true }).click();
      await expect(dialog(demo)).toBeVisible();
    },
    leave: async (demo) => button(dialog(demo), t.common.leave.leave).click(),
  },
];

const history = (t: Messages): Stop[] => [
  {
    name: 'history',
    reach: async ({ page }) => {
      await go(page, 'history', t);
      await expect(page.getByRole('table', { name: t.history.runs.caption })).toBeVisible();
    },
  },
  {
    name: 'history-as-table',
    reach: async ({ page }) => {
      await page.getByText(t.history.chart.table, { exact: true }).click();
      await expect(page.getByRole('table', { name: t.history.chart.tableCaption })).toBeVisible();
    },
  },
  {
    name: 'history-run',
    reach: async ({ page }) => {
      await page.getByRole('table', { name: t.history.runs.caption }).getByRole('link').last().click();
      await expect(page.getByRole('heading', { name: t.history.run.counts.title })).toBeVisible();
    },
  },
];

const more = (t: Messages): Stop[] => [
  { name: 'more', reach: async ({ page }) => go(page, 'more', t) },
  asks('more-clear-cache', t.more.cache.clear),
  asks('more-import', t.more.settings.import),
  asks('more-take-over', t.more.takeover.open),
  asks('more-log-out', t.common.logOut.do),
  asks('shortcuts', t.more.shortcuts.show),
];

/** tour is all of it, in the words of a language. */
const tour = (t: Messages): Stop[] => [
  ...dashboard(t),
  ...person(t),
  ...settings(t),
  ...history(t),
  ...more(t),
];

/** travel calls look at each stop. */
export async function travel(
  demo: Demo,
  look: (stop: Stop) => Promise<void>,
  t: Messages = english,
): Promise<void> {
  for (const stop of tour(t)) {
    await stop.reach(demo);
    await look(stop);
    await stop.leave?.(demo);
  }
}
