import { describe, expect, it } from 'vitest';
import type { Finding } from '../../backend/contract';
import { csv, emails, findingFile } from './files';

describe('csv', () => {
  it('quotes what must be, and lets no formula through', () => {
    expect(
      csv([
        ['a', 'b,c'],
        ['say "hi"', '=1+1'],
        ['line\nbreak', '-x@example.com'],
      ]),
    ).toBe('a,"b,c"\n"say ""hi""",\'=1+1\n"line\nbreak",\'-x@example.com\n');
  });
});

// A list of n that gives at most 1,000 at once, as the program does.
const paged = (n: number) => (q: { offset: number; limit: number }) => ({
  total: n,
  items: Array.from({ length: Math.min(q.limit, 1000, n - q.offset) }, (_, i) => q.offset + i),
});

describe('a whole list', () => {
  it('is all pages of it', async () => {
    const list = paged(2345);
    const backend = {
      testUsers: async (q: { offset: number; limit: number }) => {
        const page = list(q);
        return {
          total: page.total,
          items: page.items.map((i) => ({
            externalId: String(i),
            email: i === 7 ? '' : `${i}@example.com`,
            held: false,
            name: '',
          })),
        };
      },
    };
    const got = await emails(backend, 'enabled', '');
    expect(got).toHaveLength(2344);
    expect(got.at(-1)).toBe('2344@example.com');
  });

  it('ends where the program has less than it said', async () => {
    const backend = { testUsers: async () => ({ total: 10, items: [] }) };
    expect(await emails(backend, 'enabled', 'x')).toEqual([]);
  });

  it('is a file with all that was found', async () => {
    const finding = { guard: 'removals', text: 'too many', count: 1500, total: 1500 } as Finding;
    const list = paged(1500);
    const backend = {
      findings: async (q: { offset: number; limit: number }) => {
        const page = list(q);
        const items = page.items.map((i) => ({
          text: `a${i}@example.com, gone`,
          kind: 'user',
          key: `uid=a${i}`,
          called: i === 7 ? '=HYPERLINK(1)' : '',
        }));
        return { total: page.total, items };
      },
    };
    const file = await findingFile(backend, [finding], 'csv', 'sync');
    expect(file.content.split('\n')).toHaveLength(1502);
    expect(file.content).toContain('removals,"a1499@example.com, gone",,uid=a1499');
    expect(file.content).toContain(`"a7@example.com, gone",'=HYPERLINK(1),uid=a7`);
    const json = JSON.parse((await findingFile(backend, [finding], 'json', 'sync')).content) as {
      entries: string[];
    }[];
    expect(json[0]?.entries).toHaveLength(1500);
    expect(json[0]?.entries[7]).toBe('a7@example.com, gone');
  });
});
