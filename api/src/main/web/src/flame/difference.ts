import { type Flame, layOut, type Sides } from './model.ts';
import { Trie } from './trie.ts';

/**
 * Two merges as one graph, from the later one and what it has more than the earlier one. A frame is as wide as both together, so that what is new
 * and what is gone are seen alike.
 *
 * @param known one of the sides, positive
 * @param change the API's difference: later less earlier, positive or negative
 * @param side which one is known; the other one is worked out
 */
export function difference(known: Flame, change: Flame, side: 'before' | 'after'): Flame {
  const trie = new Trie();
  const other = side === 'after' ? 'before' : 'after';
  copy(known, trie, side, side === 'after' ? 'selfAfter' : 'selfBefore');
  copy(change, trie, 'total', 'self');
  for (let node = 0; node < trie.size; node++) {
    settle(trie, node, 'total', side, other);
    settle(
      trie,
      node,
      'self',
      side === 'after' ? 'selfAfter' : 'selfBefore',
      side === 'after' ? 'selfBefore' : 'selfAfter',
    );
  }
  return trie.toFlame(known.unit, true);
}

/** From one side and the change to the other side, and to the width. What is not in the known side as it was too small is what the change says. */
function settle(
  trie: Trie,
  node: number,
  width: 'total' | 'self',
  known: 'before' | 'after' | 'selfBefore' | 'selfAfter',
  other: 'before' | 'after' | 'selfBefore' | 'selfAfter',
): void {
  const change = trie.get(node, width) * (known === 'after' || known === 'selfAfter' ? 1 : -1);
  const value = Math.max(trie.get(node, known), change, 0);
  trie.add(node, known, value - trie.get(node, known));
  trie.add(node, other, value - change);
  trie.add(node, width, 2 * value - change - trie.get(node, width));
}

function copy(
  flame: Flame,
  trie: Trie,
  total: 'before' | 'after' | 'total',
  self: 'selfBefore' | 'selfAfter' | 'self',
): void {
  const numbers: number[] = [0];
  for (let node = 0; node < flame.name.length; node++) {
    const level = flame.level[node] ?? 0;
    const at =
      level === 0 ? 0 : trie.child(numbers[level - 1] ?? 0, flame.names[flame.name[node] ?? 0] ?? '');
    numbers[level] = at;
    trie.add(at, total, flame.total[node] ?? 0);
    trie.add(at, self, flame.self[node] ?? 0);
    trie.mark(at, flame.flags[node] ?? 0);
  }
}

/** One side of a difference, as wide as that side alone; both sides stay with it for its colours. */
export function sideOf(flame: Flame, side: 'before' | 'after'): Flame {
  const { sides } = flame;
  if (!sides) {
    return flame;
  }
  const made = layOut({
    ...flame,
    total: sides[side],
    self: side === 'before' ? sides.selfBefore : sides.selfAfter,
  });
  return { ...made, sides };
}

/** By how much a frame changed, −1 (it is gone) to 1 (it is new). */
export function change(sides: Sides, node: number): number {
  const before = sides.before[node] ?? 0;
  const after = sides.after[node] ?? 0;
  const most = Math.max(before, after);
  return most === 0 ? 0 : (after - before) / most;
}
