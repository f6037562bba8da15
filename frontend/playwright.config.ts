import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

// Two projects: "stories" shows components and views on the fake backend; "app"
// shows the built pages on real programs (BWDC, else bin/bwdc). "go test
// ./backend/e2e/pages" runs all of it with the servers that "app" needs.
const port = Number(process.env['GALLERY_PORT'] ?? 5199);
const gallery = `http://127.0.0.1:${port}`;

// The shell draws the same pages for half the work: it has no window around them.
const chromium = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);

export default defineConfig({
  outputDir: process.env['PAGES_OUTPUT'] ?? 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // A test that fails now and then is broken, or the pages are.
  retries: 0,
  workers: 2,
  // A loaded machine with two cores, beside tests under the race detector.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // A trace of everything costs as much as the test itself: --trace on asks for it.
    trace: 'off',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? chromium ?? 'chromium',
      args: [
        // A graphics card that is computed is slower than none.
        '--disable-gpu',
        // Chromium refuses its sandbox to root, as in a container.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'stories', testDir: 'e2e/stories', use: { baseURL: gallery } },
    { name: 'app', testDir: 'e2e', testIgnore: 'stories/**' },
  ],
  // The gallery is for the stories only.
  ...(process.argv.includes('--project=app')
    ? {}
    : {
        webServer: {
          command: 'node tools/gallery.mjs',
          url: `${gallery}/gallery.html`,
          reuseExistingServer: true,
          env: { GALLERY_PORT: String(port) },
        },
      }),
});
