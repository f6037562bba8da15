import { afterEach, describe, expect, it, vi } from 'vitest';
import { noAllowance } from './contract';
import { wailsBackend } from './wails';

afterEach(() => vi.unstubAllGlobals());

/** program stands in for the bindings; own are main.App's, which only the window has. */
function program(methods: Record<string, unknown>, own?: Record<string, unknown>): void {
  const window = { go: { bridge: { Bridge: methods }, ...(own ? { main: { App: own } } : {}) } };
  vi.stubGlobal('window', window);
  vi.stubGlobal('go', window.go);
}

describe('the gateway', () => {
  it('hands arguments and answers through', async () => {
    const UseProfile = vi.fn(async () => null);
    program({ UseProfile, TestResult: async () => null });
    await wailsBackend().useProfile('school');
    expect(UseProfile).toHaveBeenCalledWith('school');
    expect(await wailsBackend().testResult()).toBeNull();
  });

  it('makes every rejection a BackendError', async () => {
    program({ Sync: () => Promise.reject({ code: 'guard', message: 'too many removals' }) });
    const sync = {
      full: false,
      plan: '',
      only: '',
      again: [],
      ...noAllowance,
    };
    await expect(wailsBackend().sync(sync)).rejects.toMatchObject({ name: 'BackendError', code: 'guard' });
    await expect(wailsBackend().state(), 'a binding that is missing').rejects.toMatchObject({
      name: 'BackendError',
    });
  });

  it('offers what only the window can do in the window alone', () => {
    program({});
    expect(wailsBackend().window).toBeUndefined();
    const SetUnsaved = vi.fn(async () => undefined);
    program({}, { SetUnsaved });
    void wailsBackend().window?.setUnsaved(true);
    expect(SetUnsaved).toHaveBeenCalledWith(true);
  });

  it('saves downloads by the system dialog in the window', async () => {
    const SaveDownload = vi.fn(async () => '/tmp/test.csv');
    program({}, { SaveDownload });
    expect(await wailsBackend().saveDownload({ what: 'test', format: 'csv' })).toBe('/tmp/test.csv');
  });

  it('saves downloads by a link in a browser', async () => {
    program({});
    const link = { href: '', download: '', click: vi.fn() };
    vi.stubGlobal('document', { createElement: () => link });
    expect(await wailsBackend().saveDownload({ what: 'history', format: 'json' })).toBe('');
    expect(link).toMatchObject({ href: '/api/download/history.json', download: 'history.json' });
    expect(link.click).toHaveBeenCalledOnce();
  });

  it('asks for a report in its words before a link saves it', async () => {
    const Download = vi.fn(async () => ({ name: 'plan.html', type: 'text/html', content: '<p>' }));
    program({ Download });
    const link = { href: '', download: '', click: vi.fn() };
    vi.stubGlobal('document', { createElement: () => link });
    const request = { what: 'plan', format: 'html', words: { title: 'Plan' } };
    expect(await wailsBackend().saveDownload(request)).toBe('');
    expect(Download).toHaveBeenCalledWith(request);
    expect(link.download).toBe('plan.html');
    expect(link.click).toHaveBeenCalledOnce();
  });

  it('opens https addresses in a tab of their own, and no others', async () => {
    program({});
    const open = vi.fn();
    vi.stubGlobal('window', { ...window, open });
    await wailsBackend().openLink('https://example.com/releases?v=1#top');
    expect(open).toHaveBeenCalledWith(
      'https://example.com/releases?v=1#top',
      '_blank',
      'noopener,noreferrer',
    );
    for (const other of [
      'http://example.com/',
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://example.com@evil.test/',
      'https://',
      '//example.com/',
      'more',
      '',
    ]) {
      await expect(wailsBackend().openLink(other), other).rejects.toMatchObject({ name: 'BackendError' });
    }
    expect(open).toHaveBeenCalledOnce();
  });
});
