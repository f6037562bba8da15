import type { Page } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { button, field, go, save, secret, t } from './acts';
import { expect, test } from './demo';

// What only a browser can show: that other pages can't reach this one, and that
// no secret stays anywhere in it. backend/web has the rest.

/** serve serves one page on another port of loopback: the same site, another origin. */
async function serve(html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(html));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

test('a page of another origin can neither call, read nor frame it', async ({ demo }) => {
  const { page, url } = demo;
  const api = `${url}api/call/`;
  const evil = await serve(`<!doctype html><title>evil</title>
    <form id="form" method="post" enctype="text/plain" action="${api}Logout" target="out"><input name="{}" value=""></form>
    <iframe name="out"></iframe><iframe id="frame" src="${url}"></iframe>`);
  try {
    // Its cookies come along: a port is no site of its own.
    const other = await page.context().newPage();
    await other.goto(evil.url);
    const found = await other.evaluate(async (api) => {
      const read = async (path: string, init: RequestInit) =>
        fetch(api + path, { credentials: 'include', ...init }).then(
          async (answer) => `${answer.status} ${await answer.text()}`,
          () => 'refused',
        );
      (document.getElementById('form') as HTMLFormElement).submit();
      const answers = [
        await read('State', { method: 'POST' }),
        await read('State', { method: 'GET' }),
        await read('Logout', { method: 'POST', headers: { 'Content-Type': 'application/json' } }),
      ];
      // What is sent blindly.
      await read('Logout', { method: 'POST', mode: 'no-cors' });
      await read('ClearCache', { method: 'POST', mode: 'no-cors', body: '' });
      const events = await new Promise((done) => {
        const source = new EventSource(api.replace('call/', 'events'), { withCredentials: true });
        source.onmessage = () => done('heard');
        source.onerror = () => done('refused');
      });
      return [...answers, events];
    }, api);
    expect(found).toEqual(['refused', 'refused', 'refused', 'refused']);
    // A frame that is refused shows an error page of the browser.
    for (const frame of other.frames().slice(1)) {
      await expect.poll(() => frame.url()).not.toContain(url);
      expect(await frame.locator('#app').count()).toBe(0);
    }
    await other.close();
    await page.reload();
    await expect(button(page, t.dashboard.action.sync)).toBeEnabled();
    const { stdout } = await demo.bwdc(['status']);
    expect(stdout, 'the cache is as it was').not.toContain('never');
  } finally {
    evil.server.close();
  }
});

test('the policy comes with the page, and the address that lets in is used up', async ({ demo }) => {
  const { page, url } = demo;
  const answer = await page.reload();
  const headers = answer?.headers() ?? {};
  expect(headers['content-security-policy']).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'",
  );
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(page.url()).toMatch(new RegExp(`^${url}(#.*)?$`));
  // Neither in the address nor one step back.
  const token = /token=(\S+)/.exec(demo.server.stdout)?.[1] ?? 'no token';
  expect(
    await page.evaluate(() => JSON.stringify([location.href, history.state, document.cookie])),
  ).not.toContain(token);
  const cookies = await page.context().cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const stranger = await page.context().browser()?.newContext();
  const used = await stranger?.request.get(`${url}open?token=${token}`);
  expect(used?.status()).toBeGreaterThanOrEqual(400);
  await stranger?.close();
});

test('a secret that was saved is nowhere in the browser', async ({ demo }) => {
  const { page } = demo;
  const password = 'c0rrect-horse-battery';
  const answers: Promise<string>[] = [];
  page.on('response', (answer) => {
    if (answer.url().includes('/api/call/')) answers.push(answer.text().catch(() => ''));
  });
  await go(page, 'settings');
  await page.getByRole('radio', { name: t.settings.ldap.label }).check();
  await field(page, 'Server').fill('dc1.example.test');
  await field(page, 'User name').fill('reader@example.test');
  await field(page, 'Root path').fill('dc=example,dc=test');
  await secret(page, 'Password', password);
  await save(page);
  await expect(page.getByText(t.common.secret.file).first()).toBeVisible();
  for (const view of ['dashboard', 'more', 'history', 'settings'] as const) {
    await go(page, view);
    expect(await remains(page, [password, demo.clientSecret]), `secrets in ${view}`).toEqual([]);
  }
  await page.goBack();
  expect(await remains(page, [password, demo.clientSecret]), 'secrets after going back').toEqual([]);
  const said = (await Promise.all(answers)).join('\n');
  expect(said).toContain('dc1.example.test');
  expect(said).not.toContain(password);
  expect(said).not.toContain(demo.clientSecret);
});

/** remains tells where a page still holds one of these words. */
async function remains(page: Page, words: string[]): Promise<string[]> {
  return page.evaluate((words) => {
    const boxes = [...document.querySelectorAll('input, textarea')] as HTMLInputElement[];
    const places: Record<string, string> = {
      document: document.documentElement.outerHTML,
      boxes: boxes.map((box) => box.value).join('\n'),
      'local storage': JSON.stringify(localStorage),
      'session storage': JSON.stringify(sessionStorage),
      history: JSON.stringify(history.state),
      address: location.href,
      title: document.title,
    };
    return Object.keys(places).filter((place) => words.some((word) => places[place]?.includes(word)));
  }, words);
}

test('names out of the directory are text, whatever they hold', async ({ demo }) => {
  const { page, edit } = demo;
  const name = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  await edit((company) => {
    company.users.push({ id: 'x1', name, email: `"<b>x</b>"@example.com`, groups: [name] });
    company.users.push({ id: 'x2', name, email: 'x2@example.com', groups: [name] });
    company.groups.push({ id: 'gx', name });
  });
  await button(page, t.dashboard.action.test).click();
  await page.getByRole('tab', { name: t.plan.tabs.groups }).click();
  await page.getByRole('textbox', { name: t.plan.search }).fill('onerror');
  await expect(page.getByText(name, { exact: false }).first()).toBeVisible();
  await expect(page.locator('main img, main script')).toHaveCount(0);
  await expect(page).toHaveTitle(t.common.title(t.dashboard.title));
});
