import { expect, test } from 'vitest';
import { visible } from './visible';

test('what nobody sees is shown', () => {
  expect(visible('Ada')).toBe('Ada');
  expect(visible('gpj.\u202eexe')).toBe('gpj.<U+202E>exe');
  expect(visible('a\u200bb\u0007\n\ufeff')).toBe('a<U+200B>b<U+0007><U+000A><U+FEFF>');
  expect(visible('\u{e0001}x')).toBe('<U+E0001>x');
  expect(visible('Jörg Ünal 李 👩🏽')).toBe('Jörg Ünal 李 👩🏽');
});
