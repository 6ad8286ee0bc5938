import type { Flame } from './model.ts';
import { hash } from './names.ts';

/**
 * A short text for a node, made of the names on its path: the same for the same path in another graph. The root has the empty one. 52 bits, so that
 * of 100,000 nodes two have the same once in a million graphs.
 */
export function keyOf(flame: Flame, node: number): string {
  if (node <= 0) {
    return '';
  }
  const [high, low] = hashes(flame);
  return ((high[node] ?? 0) * 2 ** 26 + (low[node] ?? 0)).toString(36);
}

/** The node of a key; undefined where there is none. */
export function nodeOf(flame: Flame, key: string): number | undefined {
  if (!key) {
    return undefined;
  }
  const number = Number.parseInt(key, 36);
  const [high, low] = hashes(flame);
  const upper = Math.floor(number / 2 ** 26);
  const lower = number % 2 ** 26;
  for (let node = 1; node < high.length; node++) {
    if (high[node] === upper && low[node] === lower) {
      return node;
    }
  }
  return undefined;
}

type Hashes = readonly [high: Uint32Array, low: Uint32Array];
const known = new WeakMap<Flame, Hashes>();

function hashes(flame: Flame): Hashes {
  let made = known.get(flame);
  if (!made) {
    made = compute(flame);
    known.set(flame, made);
  }
  return made;
}

function compute(flame: Flame): Hashes {
  const size = flame.name.length;
  const high = new Uint32Array(size);
  const low = new Uint32Array(size);
  const one = Uint32Array.from(flame.names, (name) => hash(name));
  const other = Uint32Array.from(flame.names, (name) => hash(`${name}\n`));
  for (let node = 1; node < size; node++) {
    const parent = flame.parent[node] ?? 0;
    const name = flame.name[node] ?? 0;
    high[node] = mixed(high[parent] ?? 0, one[name] ?? 0) >>> 6;
    low[node] = mixed(low[parent] ?? 0, other[name] ?? 0) >>> 6;
  }
  return [high, low];
}

function mixed(a: number, b: number): number {
  let x = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ b;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  return (x ^ (x >>> 13)) >>> 0;
}
