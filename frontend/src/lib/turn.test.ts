import { describe, expect, it } from 'vitest';
import { Again, LastWanted, Turn } from './turn';

/** byHand is work that ends when it is told to. */
function byHand() {
  const ends: ((failed?: Error) => void)[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => ends.push((failed) => (failed ? reject(failed) : resolve())));
  return { ends, work };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('Turn', () => {
  it('makes a call once the one before has its answer, also a refusal', async () => {
    const turn = new Turn();
    const { ends, work } = byHand();
    const first = turn.take(work);
    const second = turn.take(work);
    await settle();
    expect(ends).toHaveLength(1);
    ends[0]?.(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await settle();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await second;
  });
});

describe('Again', () => {
  it('does once more what was asked for meanwhile, however often', async () => {
    const { ends, work } = byHand();
    const again = new Again(work);
    const done = again.run();
    void again.run();
    void again.run();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await settle();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await done;
    expect(ends).toHaveLength(2);
  });

  it('loses nothing that is asked for just as it ends', async () => {
    for (let moments = 0; moments < 8; moments++) {
      let calls = 0;
      const again = new Again(async () => void calls++);
      void again.run();
      for (let i = 0; i < moments; i++) await Promise.resolve();
      await again.run();
      expect(calls, `${moments} moments later`).toBe(2);
    }
  });

  it('fails as the last of it did', async () => {
    const { ends, work } = byHand();
    const again = new Again(work);
    const done = again.run();
    void again.run();
    ends[0]?.(new Error('first'));
    await settle();
    ends[1]?.(new Error('second'));
    await expect(done).rejects.toThrow('second');
    const next = again.run();
    expect(ends).toHaveLength(3);
    ends[2]?.();
    await next;
  });
});

describe('LastWanted', () => {
  it('keeps what was wanted last, whatever was on its way', async () => {
    const { ends, work } = byHand();
    const kept: string[] = [];
    const wanted = new LastWanted<string>((value) => {
      kept.push(value);
      return work();
    });
    const done = wanted.want('a');
    void wanted.want('b');
    void wanted.want('c');
    ends[0]?.();
    await settle();
    ends[1]?.();
    await done;
    expect(kept).toEqual(['a', 'c']);
  });
});
