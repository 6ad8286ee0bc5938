import { type Flame, nameOf, PRUNED } from './model.ts';
import { Trie } from './trie.ts';

/** A function's callers and callees over all its places, each a graph with the function at its root's one callee. */
export interface Sandwich {
  readonly callers: Flame;
  readonly callees: Flame;
  /** Its samples, each once however often it calls itself. */
  readonly total: number;
  readonly self: number;
  /** How many nodes have its name. */
  readonly places: number;
}

/** Undefined where the function is not in the graph. */
export function sandwich(flame: Flame, name: string): Sandwich | undefined {
  const number = flame.names.indexOf(name);
  if (number <= 0) {
    return undefined;
  }
  const callers = new Trie();
  const callees = new Trie();
  let places = 0;
  let self = 0;
  for (let node = 1; node < flame.name.length; node++) {
    if (flame.name[node] !== number) {
      continue;
    }
    places++;
    self += flame.self[node] ?? 0;
    if (!isBelow(flame, node, number)) {
      addCallers(flame, node, callers);
      addCallees(flame, node, callees);
    }
  }
  return places === 0
    ? undefined
    : {
        callers: callers.toFlame(flame.unit, flame.sides !== undefined),
        callees: callees.toFlame(flame.unit, flame.sides !== undefined),
        total: callees.get(0, 'total'),
        self,
        places,
      };
}

function isBelow(flame: Flame, node: number, name: number): boolean {
  for (let at = flame.parent[node] ?? -1; at > 0; at = flame.parent[at] ?? -1) {
    if (flame.name[at] === name) {
      return true;
    }
  }
  return false;
}

function addCallers(flame: Flame, node: number, trie: Trie): void {
  addValues(flame, node, trie, 0);
  let at = 0;
  for (let caller = node; caller > 0; caller = flame.parent[caller] ?? -1) {
    at = trie.child(at, nameOf(flame, caller));
    addValues(flame, node, trie, at);
    trie.mark(at, (flame.flags[caller] ?? 0) & ~PRUNED);
  }
  trie.add(at, 'self', flame.total[node] ?? 0);
}

function addCallees(flame: Flame, node: number, trie: Trie): void {
  addValues(flame, node, trie, 0);
  const base = flame.level[node] ?? 0;
  const numbers = [0];
  for (let callee = node; callee < (flame.end[node] ?? 0); callee++) {
    const level = (flame.level[callee] ?? 0) - base;
    const at = trie.child(numbers[level] ?? 0, nameOf(flame, callee));
    numbers[level + 1] = at;
    addValues(flame, callee, trie, at);
    trie.add(at, 'self', flame.self[callee] ?? 0);
    trie.add(at, 'selfBefore', flame.sides?.selfBefore[callee] ?? 0);
    trie.add(at, 'selfAfter', flame.sides?.selfAfter[callee] ?? 0);
    trie.mark(at, flame.flags[callee] ?? 0);
  }
}

function addValues(flame: Flame, from: number, trie: Trie, to: number): void {
  trie.add(to, 'total', flame.total[from] ?? 0);
  trie.add(to, 'before', flame.sides?.before[from] ?? 0);
  trie.add(to, 'after', flame.sides?.after[from] ?? 0);
}
