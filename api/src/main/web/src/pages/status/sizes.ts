import { percent } from '../../format/quantity.ts';

/** The largest first. */
export function bySize<T extends { readonly bytes: number }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => b.bytes - a.bytes);
}

/** How often what was looked for was there: `98.2 % hits`. */
export function hitShare({ hits, misses }: { readonly hits: number; readonly misses: number }): string {
  return hits + misses === 0 ? 'not used yet' : `${percent(hits / (hits + misses))} hits`;
}
