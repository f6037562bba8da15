import { noOverflow } from './helpers';
import { test, type Demo } from './demo';
import { travel } from './tour';

// No page scrolls sideways, on a telephone or on a wall. The pictures are for
// people to look at: frontend/pictures/.

const sizes = [
  { width: 320, height: 640 },
  { width: 768, height: 1024 },
  { width: 3840, height: 2160 },
  { width: 1280, height: 800 },
];

// These are worth a picture at each width; of the others one is enough.
const wide = ['login', 'dashboard-test', 'settings-directory', 'history', 'history-run', 'more'];

async function look(demo: Demo, name: string): Promise<void> {
  for (const size of sizes) {
    await test.step(`${name} at ${size.width}`, async () => {
      await demo.page.setViewportSize(size);
      await noOverflow(demo.page);
      if (size.width === 1280 || wide.includes(name)) await demo.picture(name);
    });
  }
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ theme });

    test('every view and dialog fits into every width', async ({ demo }) => {
      test.setTimeout(300_000);
      await travel(demo, async ({ name }) => look(demo, name));
    });

    test.describe('before the log-in', () => {
      test.use({ loggedOut: true });
      test('the log-in fits into every width', async ({ demo }) => look(demo, 'login'));
    });
  });
}
