import type { CharSet } from './charSet.ts';
import { PatternError } from './error.ts';
import type { Assertion, Node } from './node.ts';

/** Each goes on at the one after it, unless it says where. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharSet }
  | { readonly op: 'split'; readonly to: readonly number[] }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'match' };

/** A step of the matcher may look at all of them. */
const MOST_INSTRUCTIONS = 5000;

/**
 * Instructions for a pattern; the last one matches.
 *
 * @throws PatternError when it takes too many
 */
export function compile(node: Node): readonly Instruction[] {
  const compiler = new Compiler();
  compiler.emit(node);
  compiler.push({ op: 'match' });
  return compiler.all;
}

class Compiler {
  readonly all: Instruction[] = [];

  push(instruction: Instruction): void {
    if (this.all.length >= MOST_INSTRUCTIONS) {
      throw new PatternError('it is too large; make it shorter, or use smaller counts');
    }
    this.all.push(instruction);
  }

  /** Emits one instruction at least, so that their number bounds the work. */
  emit(node: Node): void {
    switch (node.kind) {
      case 'set':
        this.push({ op: 'set', set: node.set });
        break;
      case 'assert':
        this.push({ op: 'assert', what: node.what });
        break;
      case 'all':
        if (node.nodes.length === 0) {
          this.split(this.all.length + 1);
        }
        for (const one of node.nodes) {
          this.emit(one);
        }
        break;
      case 'any':
        this.any(node.nodes);
        break;
      case 'repeat':
        this.repeat(node.node, node.min, node.max);
        break;
    }
  }

  private any(nodes: readonly Node[]): void {
    const begins = this.split();
    const ends: number[][] = [];
    for (const [i, one] of nodes.entries()) {
      begins.push(this.all.length);
      this.emit(one);
      if (i < nodes.length - 1) {
        ends.push(this.split());
      }
    }
    for (const end of ends) {
      end.push(this.all.length);
    }
  }

  private repeat(node: Node, min: number, max: number): void {
    if (max === Number.POSITIVE_INFINITY) {
      this.endless(node, min);
      return;
    }
    for (let i = 0; i < min; i++) {
      this.emit(node);
    }
    const exits: number[][] = [];
    for (let i = min; i < max; i++) {
      exits.push(this.split(this.all.length + 1));
      this.emit(node);
    }
    for (const exit of exits) {
      exit.push(this.all.length);
    }
    if (max === 0) {
      this.split(this.all.length + 1);
    }
  }

  /** Copies of which the last one loops. */
  private endless(node: Node, min: number): void {
    const exit = min === 0 ? this.split(this.all.length + 1) : [];
    let last = this.all.length;
    for (let i = 0; i < Math.max(min, 1); i++) {
      last = this.all.length;
      this.emit(node);
    }
    this.split(last, this.all.length + 1);
    exit.push(this.all.length);
  }

  /** Emits a branch, to which more can be added. */
  private split(...to: number[]): number[] {
    this.push({ op: 'split', to });
    return to;
  }
}
