import { type Flame, whole } from '../../flame/model.ts';
import type { Selection } from './selection.ts';

/** Why there is no flame graph of an answer. */
export type Lack =
  /** There are samples, and what they add up to has no parts. */
  | { readonly why: 'no-total'; readonly total: number }
  | { readonly why: 'no-samples' }
  /** There may be samples; patterns leave none of them. */
  | { readonly why: 'filtered'; readonly filters: readonly Filter[] };

/** A pattern that chose stacks. */
export interface Filter {
  readonly name: 'focus' | 'ignore';
  readonly pattern: string;
  /** Whether it is nowhere in the profile. */
  readonly isUnmatched: boolean;
}

/**
 * What a flame graph lacks to be drawn; undefined where it can be.
 *
 * @param patterns those that it was asked with
 * @param unmatched names of filters whose pattern is nowhere in the profile, as the API has them
 */
export function lackOf(
  flame: Flame,
  patterns: Pick<Selection, 'focus' | 'ignore'>,
  unmatched: readonly string[],
): Lack | undefined {
  if (whole(flame) > 0) {
    return undefined;
  }
  if (flame.name.length > 1) {
    return { why: 'no-total', total: whole(flame) };
  }
  const names = ['focus', 'ignore'] as const;
  const set = names
    .map((name) => ({ name, pattern: patterns[name], isUnmatched: unmatched.includes(name) }))
    .filter(({ pattern }) => pattern !== '');
  // To ignore what is nowhere takes nothing away.
  const filters = set.filter(({ name, isUnmatched }) => name === 'focus' || !isUnmatched);
  return filters.length === 0 ? { why: 'no-samples' } : { why: 'filtered', filters };
}
