import { defineConfig } from '@playwright/test';

// Two projects: "stories" shows components and views on the fake backend;
// "app" shows the built pages on a real program, whose address is in APP_URL.
const port = Number(process.env['GALLERY_PORT'] ?? 5199);
const gallery = `http://127.0.0.1:${port}`;

export default defineConfig({
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      // Chromium refuses its sandbox to root, as in a container.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'stories', testDir: 'e2e/stories', use: { baseURL: gallery } },
    { name: 'app', testDir: 'e2e/app', use: { baseURL: process.env['APP_URL'] ?? '' } },
  ],
  webServer: {
    command: 'npx vite --logLevel warn',
    url: `${gallery}/gallery.html`,
    reuseExistingServer: true,
    env: { GALLERY_PORT: String(port) },
  },
});
