import { expect, type Locator, type Page } from '@playwright/test';
import { en as t, type Messages } from '../src/i18n/en';
import type { Organization } from './servers';

// What administrators do, in the words of the pages.

export { t };

type View = 'dashboard' | 'settings' | 'history' | 'more';

/** go opens a view by the navigation. */
export async function go(page: Page, view: View, { common }: Messages = t): Promise<void> {
  await page
    .getByRole('navigation', { name: common.navigation })
    .getByRole('link', { name: common.views[view] })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: common.views[view] })).toBeVisible();
}

/** button finds a button by its whole name. */
export function button(where: Page | Locator, name: string): Locator {
  return where.getByRole('button', { name, exact: true });
}

/** field finds the box of a setting or of a form. */
export function field(page: Page, label: string): Locator {
  // Sections and choices have names too, which may be the same words.
  return page
    .getByLabel(label, { exact: true })
    .and(page.locator('input:not([type=radio]), select, textarea'));
}

/** login logs in at a self-hosted server, from the view "Log in". */
export async function login(
  page: Page,
  organization: Organization,
  secret = organization.clientSecret,
): Promise<void> {
  await field(page, t.login.clientId).fill(organization.clientId);
  await field(page, t.login.clientSecret).fill(secret);
  await page.getByRole('radio', { name: t.settings.server.own }).check();
  await field(page, 'Server URL').fill(organization.url);
  await button(page, t.login.submit).click();
}

/** secret types a secret where settings hold it. */
export async function secret(page: Page, label: string, value: string): Promise<void> {
  const box = page.getByRole('textbox', { name: label, exact: true });
  if (!(await box.isVisible())) {
    await page
      .getByRole('button', { name: new RegExp(`: ${label}$`) })
      .first()
      .click();
  }
  await box.fill(value);
}

/** save saves the settings. */
export async function save(page: Page): Promise<void> {
  await button(page, t.settings.save.save).click();
  await expect(page.getByText(t.settings.save.saved).last()).toBeVisible();
  await expect(page.getByRole('region', { name: t.settings.save.label })).toHaveCount(0);
}

/** late has the program answer a call that much later, in milliseconds, as on a busy machine. */
export async function late(page: Page, call: string, time: number): Promise<{ end: () => Promise<void> }> {
  await page.route(`**/api/call/${call}`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, time));
    await route.continue();
  });
  return { end: () => page.unrouteAll({ behavior: 'wait' }) };
}

/** What is held back, until it is let go. */
export interface Held {
  /** How often it was called, from the first call on that is held. */
  calls: () => number;
  letGo: () => void;
}

/** How a call is held back: see held. */
interface Holding {
  /** answering: the program has done the work by then. */
  at?: 'asking' | 'answering';
  /** How many calls are answered as ever before the first that is held. */
  after?: number;
  /** How many calls are held; later ones are answered at once, and so before those. */
  only?: number;
  /** What the program answers instead of doing the work. */
  problem?: string;
}

/** held has the program answer a call only once it is let go; for tests with "holds". */
export async function held(page: Page, call: string, how: Holding = {}): Promise<Held> {
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  let calls = -(how.after ?? 0);
  await page.route(`**/api/call/${call}`, async (route) => {
    if (++calls < 1 || calls > (how.only ?? Infinity)) return route.continue();
    const done = how.at === 'answering' ? await route.fetch() : null;
    await gone;
    if (done) return route.fulfill({ response: done });
    if (!how.problem) return route.continue();
    const json = { code: 'failed', message: how.problem, hint: '', field: '', fields: [], findings: [] };
    return route.fulfill({ status: 409, json });
  });
  return { calls: () => calls, letGo };
}

/** ended waits for the end of a test or sync on the dashboard. */
export async function ended(page: Page, kind: 'test' | 'sync', { dashboard }: Messages = t): Promise<void> {
  const what = dashboard.job[kind];
  const { done, doneAtOnce } = dashboard.job;
  const words = new RegExp(`^(${done(what, '.+')}|${doneAtOnce(what)})`);
  await expect(page.getByText(words)).toBeVisible({ timeout: 60_000 });
}

/** plan is the section with what a sync would do, or did. */
export function plan(page: Page): Locator {
  return page.getByRole('region', {
    name: new RegExp(`^(${t.plan.title}|${t.plan.titleDone}|${t.plan.titlePast})$`),
  });
}

/** typeNumbers types every number that is asked for. */
export async function typeNumbers(page: Page): Promise<void> {
  for (const label of await page.getByText(/^Type \d+ to confirm$/).allTextContents()) {
    await page.getByLabel(label).fill(/\d+/.exec(label)?.[0] ?? '');
  }
}

/** syncFirst syncs for the first time, and says yes to so many new members. */
export async function syncFirst(page: Page, people: number): Promise<void> {
  await button(page, t.dashboard.action.sync).click();
  await button(page, t.dashboard.guard.allowFirst(people)).click();
  await page.getByLabel(t.dashboard.allow.type(String(people))).fill(String(people));
  await button(page, t.dashboard.allow.confirmFirst).click();
  await ended(page, 'sync');
}
