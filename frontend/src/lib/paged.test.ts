import { expect, it } from 'vitest';
import { Paged, type PageRequest } from './paged.svelte';
import { printable, printWhole } from './print';

const page = (...items: string[]) => ({ total: items.length, items });

it('shows the first page until another one has come', async () => {
  const list = new Paged(async () => page('Björn'), { first: page('Ada') });
  expect(list.data?.items).toEqual(['Ada']);
  list.open(50);
  expect([list.busy, list.data?.items]).toEqual([true, ['Ada']]);
  await Promise.resolve();
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
