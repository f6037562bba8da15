// Takes pictures of stories into pictures/, and tells what the browser complained
// about:  node tools/shoot.mjs App/main Controls [--widths=320,1280] [--themes=light,dark] [--lang=de]
// GALLERY_PORT lets several people do so in one checkout.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const options = Object.fromEntries(
  process.argv.filter((a) => a.startsWith('--')).map((a) => a.slice(2).split('=')),
);
const stories = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const widths = (options.widths ?? '320,1280,2560').split(',').map(Number);
const themes = (options.themes ?? 'light,dark').split(',');
const lang = options.lang ?? 'en';

mkdirSync('pictures', { recursive: true });
const server = await createServer({ logLevel: 'error', server: { strictPort: false } });
await server.listen();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const story of stories) {
    for (const theme of themes) {
      const page = await browser.newPage({ colorScheme: theme });
      page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.error(story, m.text()));
      page.on('pageerror', (e) => console.error(story, e));
      await page.clock.install({ time: new Date('2026-11-23T14:00:20Z') });
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 600 ? 640 : Math.round(width * 0.6) });
        await page.goto(`${server.resolvedUrls.local[0]}gallery.html?story=${story}&lang=${lang}`);
        await page.waitForSelector('html[data-ready]');
        await page.clock.runFor(1000);
        await page.waitForTimeout(150);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) console.error(`${story} at ${width}: ${over} px too wide`);
        const path = `pictures/${story.replaceAll('/', '-')}${lang === 'en' ? '' : `-${lang}`}-${width}-${theme}.png`;
        await page.screenshot({ path, fullPage: options.full !== 'no' });
        console.log(path);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
