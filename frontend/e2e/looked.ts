import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, type Company, type Demo } from './demo';
import { englishOn } from './english';

/** Looked collects what is English in the places that are looked at. */
export class Looked {
  private readonly found = new Map<string, string>();
  private readonly names: string[];

  constructor(private readonly where: Pick<Demo, 'page' | 'companyFile'>) {
    const { groups } = JSON.parse(readFileSync(where.companyFile, 'utf8')) as Company;
    this.names = groups.map(({ name }) => name).sort((a, b) => b.length - a.length);
  }

  async at(place: string, page = this.where.page): Promise<void> {
    for (const text of await englishOn(page, this.names)) {
      if (!this.found.has(text)) this.found.set(text, place);
    }
  }

  /** done fails where there was something. */
  done(): void {
    expect([...this.found].map(([text, place]) => `${place}: ${text}`).join('\n')).toBe('');
  }
}

/** opened opens whatever can be opened on a page. */
export async function opened(page: Page): Promise<void> {
  await page
    .locator('details')
    .evaluateAll((list) => list.forEach((details) => ((details as HTMLDetailsElement).open = true)));
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}
