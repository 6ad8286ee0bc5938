import type { Flame } from './model.ts';
import { Pattern, PatternError } from './pattern.ts';

/** What a search found. */
export interface Found {
  /** 1 for each name that matches. */
  readonly names: Uint8Array;
  /** Nodes with such a name, from the left. */
  readonly nodes: readonly number[];
  /** Sum of the samples that go through one of them, each once. */
  readonly total: number;
  /** Whether time was up before all names were looked at. */
  readonly cut: boolean;
}

export interface NoPattern {
  readonly error: string;
}

/** A search keeps the page waiting no longer. */
const MOST_MILLISECONDS = 300;

/**
 * Finds the frames whose name matches. Takes time linear in the names, and ends early when that is too long.
 *
 * @param now the clock, in milliseconds
 */
export function search(
  flame: Flame,
  text: string,
  now: () => number = () => performance.now(),
): Found | NoPattern {
  let pattern: Pattern;
  try {
    pattern = new Pattern(text);
  } catch (failure) {
    if (failure instanceof PatternError) {
      return { error: failure.message };
    }
    throw failure;
  }
  const deadline = now() + MOST_MILLISECONDS;
  const names = new Uint8Array(flame.names.length);
  let cut = false;
  for (let i = 1; i < names.length && !cut; i++) {
    names[i] = pattern.test(flame.names[i] ?? '') ? 1 : 0;
    cut = now() > deadline;
  }
  return { names, cut, ...through(flame, names) };
}

/** The nodes with one of some names, and what goes through them. */
export function through(flame: Flame, names: Uint8Array): Pick<Found, 'nodes' | 'total'> {
  const nodes: number[] = [];
  let total = 0;
  let counted = 0;
  for (let node = 1; node < flame.name.length; node++) {
    if (names[flame.name[node] ?? 0] === 1) {
      nodes.push(node);
      if (node >= counted) {
        total += flame.total[node] ?? 0;
        counted = flame.end[node] ?? 0;
      }
    }
  }
  return { nodes, total };
}

/** Whether a search found something to show. */
export function isFound(result: Found | NoPattern | undefined): result is Found {
  return result !== undefined && 'names' in result;
}
