import type { Schema } from '../api/client.ts';

/** Bits of {@link Flame.flags}, as the API has them. */
export const INLINED = 1;
export const PARTLY_INLINED = 2;
export const PRUNED = 4;

/**
 * A flame graph as columns, an entry a node in depth-first order, the root first. Values are positive: a difference has the values of both
 * sides beside what its nodes' widths are made of.
 */
export interface Flame {
  readonly unit: string;
  readonly names: readonly string[];
  /** Index into {@link names}. */
  readonly name: Uint32Array;
  /** −1 of the root. */
  readonly parent: Int32Array;
  readonly level: Uint16Array;
  readonly total: Float64Array;
  readonly self: Float64Array;
  readonly flags: Uint8Array;
  /** Where the node begins, in values, from the left edge of the root. */
  readonly start: Float64Array;
  /** The first node behind the node's callees. */
  readonly end: Int32Array;
  /** Nodes by level, those of a level from left to right. */
  readonly byLevel: Int32Array;
  /** Where each level begins in {@link byLevel}; one more than there are levels. */
  readonly levels: Int32Array;
  readonly sides?: Sides;
}

/** A difference's values on both sides, each an entry a node. */
export interface Sides {
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly selfBefore: Float64Array;
  readonly selfAfter: Float64Array;
}

/** What a flame graph is made from. */
export interface Columns {
  readonly unit: string;
  readonly names: readonly string[];
  readonly name: ArrayLike<number>;
  readonly level: ArrayLike<number>;
  readonly total: ArrayLike<number>;
  readonly self: ArrayLike<number>;
  readonly flags: ArrayLike<number>;
}

/** The API's answer as a flame graph. */
export function toFlame(answer: Schema<'FlameGraph'>): Flame {
  return layOut(answer);
}

/** Finds parents and places. Levels beyond 65,535 do not occur: profilers cut stacks far before. */
export function layOut(columns: Columns): Flame {
  const size = columns.name.length;
  const level = Uint16Array.from(columns.level);
  const total = Float64Array.from(columns.total);
  const parent = new Int32Array(size);
  const start = new Float64Array(size);
  const end = new Int32Array(size);
  const open: number[] = [];
  const next: number[] = [];
  for (let node = 0; node < size; node++) {
    const depth = level[node] ?? 0;
    for (const done of open.splice(depth)) {
      end[done] = node;
    }
    const above = depth === 0 ? -1 : (open[depth - 1] ?? 0);
    parent[node] = above;
    start[node] = depth === 0 ? 0 : (next[depth - 1] ?? 0);
    if (depth > 0) {
      next[depth - 1] = (start[node] ?? 0) + (total[node] ?? 0);
    }
    next[depth] = start[node] ?? 0;
    open.push(node);
  }
  for (const done of open) {
    end[done] = size;
  }
  return {
    unit: columns.unit,
    names: columns.names,
    name: Uint32Array.from(columns.name),
    parent,
    level,
    total,
    self: Float64Array.from(columns.self),
    flags: Uint8Array.from(columns.flags),
    start,
    end,
    ...ordered(level),
  };
}

function ordered(level: Uint16Array): Pick<Flame, 'byLevel' | 'levels'> {
  const deepest = level.reduce((most, one) => Math.max(most, one), 0);
  const levels = new Int32Array(deepest + 2);
  for (const one of level) {
    levels[one + 1] = (levels[one + 1] ?? 0) + 1;
  }
  for (let i = 1; i < levels.length; i++) {
    levels[i] = (levels[i] ?? 0) + (levels[i - 1] ?? 0);
  }
  const place = levels.slice();
  const byLevel = new Int32Array(level.length);
  for (let node = 0; node < level.length; node++) {
    const at = level[node] ?? 0;
    const to = place[at] ?? 0;
    byLevel[to] = node;
    place[at] = to + 1;
  }
  return { byLevel, levels };
}

/** How many levels there are, the root's among them. */
export function depth(flame: Flame): number {
  return flame.levels.length - 1;
}

export function nameOf(flame: Flame, node: number): string {
  return flame.names[flame.name[node] ?? 0] ?? '';
}

/** The sum of all samples. */
export function whole(flame: Flame): number {
  return flame.total[0] ?? 0;
}

/** The nodes from the root's callee to this one. */
export function path(flame: Flame, node: number): readonly number[] {
  const nodes: number[] = [];
  for (let at = node; at > 0; at = flame.parent[at] ?? -1) {
    nodes.push(at);
  }
  return nodes.reverse();
}

/** The callee of a node that takes most; undefined where it calls nothing. */
export function largestCallee(flame: Flame, node: number): number | undefined {
  let largest: number | undefined;
  for (let child = node + 1; child < (flame.end[node] ?? 0); child = flame.end[child] ?? child + 1) {
    if (largest === undefined || (flame.total[child] ?? 0) > (flame.total[largest] ?? 0)) {
      largest = child;
    }
  }
  return largest;
}

/** The node beside this one on its level: −1 to the left, 1 to the right. */
export function neighbour(flame: Flame, node: number, step: -1 | 1): number | undefined {
  const level = flame.level[node] ?? 0;
  const from = flame.levels[level] ?? 0;
  const to = flame.levels[level + 1] ?? 0;
  // Nodes of a level are in depth-first order too, so their numbers ascend.
  let low = from;
  let high = to - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((flame.byLevel[middle] ?? 0) < node) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const place = low + step;
  return place >= from && place < to ? flame.byLevel[place] : undefined;
}
