import { afterEach, describe, expect, it } from 'vitest';
import { fakeBackend } from '../../../backend/fake';
import { sampleResult } from '../../../backend/fake/plan';
import { useLanguage } from '../../../i18n/index.svelte';
import { remarkWords, reportWords } from './report';

afterEach(async () => useLanguage(['en']));

describe('the words of a report', () => {
  it('are those of the page', async () => {
    await useLanguage(['de']);
    const words = reportWords({ ...sampleResult(118), seats: null });
    expect(words).toMatchObject({
      language: 'de',
      title: 'Was eine Synchronisierung täte',
      about: 'Profil {profile}, erstellt {made} von Version {version}.',
      leaves: 'Abgänge',
      less: '{n} weniger',
      'action.remove': 'Entfernen',
      'reason.missing': 'Nicht mehr im Verzeichnis oder Filter',
      'reason.left': 'Nicht mehr im Verzeichnis oder Filter',
      'reason.left+': 'Nicht mehr im Verzeichnis oder Filter; gibt Zugriff auf {collections}',
    });
    expect(words['sum']).toMatch(/^1 Person entfernt, 1 Person ohne Zugriff; .*\.$/);
    expect(words['seats']).toBeUndefined();
  });
  it('have a line for each remark, in the language of the page', async () => {
    await useLanguage(['de']);
    const { plans } = fakeBackend();
    const { warnings = '', drift = '' } = await remarkWords(plans);
    const whole = { search: '', reason: '', offset: 0, limit: 1000 };
    const [leftOut, byHand] = [await plans.leftOut(whole), await plans.byHand({ part: '', ...whole })];
    expect(warnings.split('\n')).toHaveLength(leftOut.total);
    expect(drift.split('\n')).toHaveLength(byHand.total);
    expect(drift).toContain('von Hand');
    expect(warnings + drift).not.toMatch(/\b(the|is|was|left out|by hand)\b/);
  });
  it('have a line for each guard that stops it', () => {
    const found = {
      text: 'too many',
      count: 9,
      total: 9,
      entries: [],
      allowance: '',
      limit: 2,
      used: 0,
      of: 40,
      removed: 0,
      revoked: 0,
      staged: false,
      why: '',
      seats: null,
    };
    const stop = ['removals', 'newer'].map((guard) => ({ ...found, guard }));
    expect(reportWords({ ...sampleResult(118), stop })['stops']).toBe(
      '9 members would lose access, and “Removals at most” allows 2.\nToo many.',
    );
  });
});
