import { expect, it } from 'vitest';
import { bySize, hitShare } from './sizes.ts';

it('lists the largest first', () => {
  expect(bySize([{ bytes: 1 }, { bytes: 3 }, { bytes: 2 }]).map(({ bytes }) => bytes)).toEqual([3, 2, 1]);
});

it('says how often a cache had what was looked for', () => {
  expect(hitShare({ hits: 0, misses: 0 })).toBe('not used yet');
  expect(hitShare({ hits: 3, misses: 1 })).toBe('75.0 % hits');
});
