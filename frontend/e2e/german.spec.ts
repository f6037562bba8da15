import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { de } from '../src/i18n/de';
import { go } from './acts';
import { expect, test, type Company, type Demo } from './demo';
import { englishOn } from './english';
import { travel } from './tour';

// Nothing is left in English where the pages are in German.

test.use({ locale: 'de-DE' });

/** Looked collects what is English in the places that are looked at. */
class Looked {
  private readonly found = new Map<string, string>();
  private readonly names: string[];

  constructor(private readonly demo: Demo) {
    const { groups } = JSON.parse(readFileSync(demo.companyFile, 'utf8')) as Company;
    this.names = groups.map(({ name }) => name).sort((a, b) => b.length - a.length);
  }

  async at(place: string): Promise<void> {
    for (const text of await englishOn(this.demo.page, this.names)) {
      if (!this.found.has(text)) this.found.set(text, place);
    }
  }

  /** done fails where there was something. */
  done(): void {
    expect([...this.found].map(([text, place]) => `${place}: ${text}`).join('\n')).toBe('');
  }
}

/** opened opens whatever can be opened on a page. */
async function opened(page: Page): Promise<void> {
  await page
    .locator('main details')
    .evaluateAll((list) => list.forEach((details) => ((details as HTMLDetailsElement).open = true)));
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

test('every view and dialog is in German', async ({ demo }) => {
  test.slow();
  const looked = new Looked(demo);
  await travel(demo, async ({ name }) => looked.at(name), de);
  looked.done();
});

test('so is every run in the history', async ({ demo }) => {
  const { page } = demo;
  const looked = new Looked(demo);
  await go(page, 'history', de);
  const runs = page.getByRole('table', { name: de.history.runs.caption }).locator('a[data-run]');
  await expect(runs.first()).toBeVisible();
  const addresses = await runs.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  // The newest are much alike.
  expect(addresses.length).toBeGreaterThan(10);
  for (const address of addresses) {
    await page.evaluate((to) => (location.hash = to ?? ''), address);
    await expect(page.getByRole('heading', { name: de.history.run.counts.title })).toBeVisible();
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
    await opened(page);
    await looked.at(address ?? '');
  }
  looked.done();
});
