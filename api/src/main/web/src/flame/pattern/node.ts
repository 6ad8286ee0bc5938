import { type CharSet, union } from './charSet.ts';
import { PatternError } from './error.ts';

/** A condition on the characters around a place. `^` and `$` are about the text, with `(?m)` about its lines. */
export type Assertion = '^' | '$' | '(?m)^' | '(?m)$' | '\\b' | '\\B';

/** A pattern as a tree. */
export type Node = Extent &
  (
    | { readonly kind: 'set'; readonly set: CharSet }
    | { readonly kind: 'assert'; readonly what: Assertion }
    | { readonly kind: 'all'; readonly nodes: readonly Node[] }
    | { readonly kind: 'any'; readonly nodes: readonly Node[] }
    | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  );

interface Extent {
  /** Nodes from here down to the deepest. */
  readonly height: number;
  /** How often counted repeats copy what they copy most often. */
  readonly copies: number;
}

/** The bounds that Go's regexp/syntax has. */
export const MOST_COPIES = 1000;
const MOST_HEIGHT = 1000;

export function setNode(set: CharSet): Node {
  return { kind: 'set', set, height: 1, copies: 1 };
}

export function assertNode(what: Assertion): Node {
  return { kind: 'assert', what, height: 1, copies: 1 };
}

/** One after the other. */
export function allOf(nodes: readonly Node[]): Node {
  return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'all', nodes, ...above(nodes) };
}

/** One of them. */
export function anyOf(nodes: readonly Node[]): Node {
  if (nodes.length === 1 && nodes[0]) {
    return nodes[0];
  }
  const sets = nodes.flatMap((node) => (node.kind === 'set' ? [node.set] : []));
  return sets.length === nodes.length ? setNode(union(sets)) : { kind: 'any', nodes, ...above(nodes) };
}

/** What stands in parentheses, which count as a level. */
export function captured(node: Node): Node {
  return { ...node, height: above([node]).height };
}

/** @param max infinite for no end */
export function repeated(node: Node, min: number, max: number): Node {
  const { height, copies: inner } = above([node]);
  const times = max === Number.POSITIVE_INFINITY ? min : max;
  const copies = max === 0 ? 1 : Math.max(times, 1) * inner;
  if (copies > MOST_COPIES) {
    throw new PatternError(
      `it repeats something ${copies} times, more than ${MOST_COPIES}; use smaller counts`,
    );
  }
  return { kind: 'repeat', node, min, max, height, copies };
}

function above(nodes: readonly Node[]): Extent {
  let height = 1;
  let copies = 1;
  for (const node of nodes) {
    height = Math.max(height, 1 + node.height);
    copies = Math.max(copies, node.copies);
  }
  if (height > MOST_HEIGHT) {
    throw new PatternError(`it nests more than ${MOST_HEIGHT} levels deep`);
  }
  return { height, copies };
}
