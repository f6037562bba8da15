import { expect, test } from 'vitest';
import type { Takeover } from '../../backend/contract';
import { fakeBackend } from '../../backend/fake';
import { Move } from './takeover.svelte';

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('a file that was chosen is not told to be missing by a search that ends later', async () => {
  const backend = fakeBackend();
  let found: (path: string) => void = () => undefined;
  backend.findTakeover = () => new Promise((resolve) => (found = resolve));
  const move = new Move(backend);
  move.begin();
  move.choose({ name: 'data.json', content: '{}' });
  await settle();
  found('');
  await settle();
  expect(move.missing).toBe(false);
  expect(move.look.data).not.toBe('missing');
});

test('while another file is looked at, nothing is shown of the one before', async () => {
  const backend = fakeBackend();
  const answers: ((looked: Takeover) => void)[] = [];
  const look = backend.takeOver;
  backend.takeOver = async (r) => {
    const looked = await look(r);
    return new Promise((resolve) => answers.push(() => resolve(looked)));
  };
  const move = new Move(backend);
  move.choose({ name: 'a.json', content: '{}' });
  await settle();
  answers[0]?.({} as Takeover);
  await settle();
  expect(move.look.data).toBeDefined();
  move.choose({ name: 'b.json', content: '{}' });
  expect(move.look.data).toBeUndefined();
});
