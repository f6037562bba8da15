import { expect, it } from 'vitest';
import { Paged, type PageRequest } from './paged.svelte';
import { printable, printWhole } from './print';

const page = (...items: string[]) => ({ total: items.length, items });

it('shows the first page until another one has come', async () => {
  const list = new Paged(async () => page('Björn'), { first: page('Ada') });
  expect(list.data?.items).toEqual(['Ada']);
  list.open(50);
  expect([list.busy, list.data?.items]).toEqual([true, ['Ada']]);
  await new Promise((done) => setTimeout(done));
  expect([list.busy, list.data?.items]).toEqual([false, ['Björn']]);
});

it('asks for the page that is shown again, with what is searched', async () => {
  const asked: PageRequest[] = [];
  const list = new Paged(
    async (request) => {
      asked.push(request);
      if (asked.length === 1) throw new Error('offline');
      return page('Ada');
    },
    { limit: 25 },
  );
  list.search = 'a';
  list.open(75);
  await new Promise((done) => setTimeout(done));
  expect([list.error?.message, list.data]).toEqual(['offline', undefined]);
  list.again();
  await new Promise((done) => setTimeout(done));
  expect([list.error, list.data?.items]).toEqual([null, ['Ada']]);
  expect(asked).toEqual([
    { search: 'a', offset: 75, limit: 25 },
    { search: 'a', offset: 75, limit: 25 },
  ]);
});

it('shows the whole list while it is printed, and a page again after that', async () => {
  const everybody = Array.from({ length: 2345 }, (_, i) => `person ${i}`);
  const list = new Paged(
    async (r) => ({ total: everybody.length, items: everybody.slice(r.offset, r.offset + r.limit) }),
    { limit: 50 },
  );
  list.open(100);
  await new Promise((done) => setTimeout(done));
  const done = printable(list);
  let printed: readonly string[] = [];
  await printWhole(() => (printed = list.data?.items ?? []));
  done();
  expect(printed).toEqual(everybody);
  expect(list.data?.items).toEqual(everybody.slice(100, 150));
});

it('shows the last page where the one that was asked for is beyond the end', async () => {
  const everybody = ['Ada', 'Björn', 'Clara'];
  const list = new Paged(
    async (r) => {
      const found = everybody.filter((name) => name.includes(r.search));
      return { total: found.length, items: found.slice(r.offset, r.offset + r.limit) };
    },
    { limit: 1 },
  );
  list.open(2);
  await new Promise((done) => setTimeout(done));
  expect(list.data?.items).toEqual(['Clara']);
  // Who pages on while the answer to a search is out, pages by the list before.
  list.search = 'r';
  list.open(0);
  list.open(2);
  await new Promise((done) => setTimeout(done));
  expect([list.offset, list.data?.items]).toEqual([1, ['Clara']]);
  list.search = 'nobody';
  list.open(1);
  await new Promise((done) => setTimeout(done));
  expect([list.offset, list.data?.items]).toEqual([0, []]);
});

it('stays a page where the whole list comes once nothing is printed any more', async () => {
  let answer: () => void = () => undefined;
  let slow = false;
  const list = new Paged(
    async () => {
      if (slow) await new Promise<void>((resolve) => (answer = resolve));
      return page('Ada');
    },
    { limit: 50 },
  );
  list.open(0);
  await new Promise((done) => setTimeout(done));
  slow = true;
  const whole = list.whole();
  list.part();
  answer();
  await whole;
  expect(list.complete).toBe(false);
});
