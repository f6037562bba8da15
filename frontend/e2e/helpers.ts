import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';

type Axe = { axe: { run(where: Document, options: RunOptions): Promise<AxeResults> } };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The moment at which stories are looked at: that of the sample company. */
export const now = new Date('2026-11-23T14:00:20Z');

/** Whether pictures are taken, for people to look at; the run of all specs does without. */
export const pictures = process.env['PICTURES'] !== '0';

/** open shows a story: "Name" or "Name/variant". */
export async function open(page: Page, story: string): Promise<void> {
  await page.goto(`/gallery.html?story=${story}`);
  await page.locator('html[data-ready]').waitFor();
}

/**
 * noViolations runs axe with all rules of WCAG 2.2 AA and its best practices.
 * The text is evaluated: a Content-Security-Policy would refuse a script element.
 * What opens a part holds no link: axe lets a summary have one, which takes the click.
 */
export async function noViolations(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  // What is fading while it asks anew is measured once it has settled.
  await expect(async () => {
    const results = await page.evaluate(
      // What passes is not described: only what does not is looked at.
      async () => (window as unknown as Axe).axe.run(document, { resultTypes: ['violations'] }),
    );
    const found = results.violations.map(
      (v) =>
        `${v.id}: ${v.help}\n  ${v.nodes.map((n) => `${n.html}\n    ${n.any[0]?.message ?? ''}`).join('\n  ')}`,
    );
    expect(found, 'axe').toEqual([]);
    expect(await page.locator('summary :is(a, button, input)').count(), 'controls in a summary').toBe(0);
  }).toPass({ timeout: 60_000 }); // one look alone takes seconds where a page is long
}

/** noOverflow fails where the page scrolls sideways, once what measures itself has settled. */
export async function noOverflow(page: Page): Promise<void> {
  const over = async (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(over, { message: 'pixels too wide', timeout: 5_000 }).toBeLessThanOrEqual(0);
}
