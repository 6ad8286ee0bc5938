import { describe, expect, it } from 'vitest';
import { changes, noise } from './changes.ts';

const top = (rows: readonly (readonly [name: string, flat: number, cum: number])[]) => ({
  type: 'cpu',
  unit: 'nanoseconds',
  total: 0,
  dropped: 0,
  candidates: rows.length,
  rows: rows.map(([name, flat, cum]) => ({ function: name, flat, cum, inlined: 'none' as const })),
});

describe('changes', () => {
  it('have both sides of what is in either', () => {
    const made = changes(
      top([
        ['a', 5, 9],
        ['same', 2, 2],
      ]),
      top([
        ['a', 3, 4],
        ['gone', -7, -8],
      ]),
      'after',
    );

    expect(made).toEqual([
      { name: 'a', flat: { before: 2, after: 5 }, cum: { before: 5, after: 9 } },
      { name: 'same', flat: { before: 2, after: 2 }, cum: { before: 2, after: 2 } },
      { name: 'gone', flat: { before: 7, after: 0 }, cum: { before: 8, after: 0 } },
    ]);
  });

  it('are the same from the other side', () => {
    const made = changes(
      top([['a', 2, 5]]),
      top([
        ['a', 3, 4],
        ['fresh', 6, 6],
      ]),
      'before',
    );

    expect(made).toEqual([
      { name: 'a', flat: { before: 2, after: 5 }, cum: { before: 5, after: 9 } },
      { name: 'fresh', flat: { before: 0, after: 6 }, cum: { before: 0, after: 6 } },
    ]);
  });
});

describe('noise', () => {
  it('is that of the samples on both sides', () => {
    // 100 samples of 10 before, as they are, and 25 of 10 scaled by 4 after.
    const sampling = { period: 10, scaleBefore: 1, scaleAfter: 4 };
    expect(noise({ before: 1000, after: 1000 }, sampling)).toBeCloseTo(
      1.96 * Math.sqrt(100 * 100 + 25 * 40 * 40),
    );
    expect(noise({ before: 0, after: 0 }, sampling)).toBe(0);
  });
});
