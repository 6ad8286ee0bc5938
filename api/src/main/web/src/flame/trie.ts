import { type Flame, layOut, type Sides } from './model.ts';

/** Value columns of a {@link Trie}'s nodes. */
const COLUMNS = ['total', 'self', 'before', 'after', 'selfBefore', 'selfAfter'] as const;
export type Value = (typeof COLUMNS)[number];

/** Stacks that are merged by name, to be made a flame graph. Node 0 is the root. */
export class Trie {
  private readonly names: string[] = [''];
  private readonly nameNumbers = new Map<string, number>([['', 0]]);
  private readonly name: number[] = [0];
  private readonly children: Map<number, number>[] = [new Map()];
  private readonly values = new Map<Value, number[]>(COLUMNS.map((column) => [column, [0]]));
  private readonly flags: number[] = [0];

  /** The callee of this name, which is made where there is none yet. */
  child(parent: number, name: string): number {
    let number = this.nameNumbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.nameNumbers.set(name, number);
    }
    const siblings = this.children[parent];
    let node = siblings?.get(number);
    if (node === undefined) {
      node = this.name.push(number) - 1;
      siblings?.set(number, node);
      this.children.push(new Map());
      for (const column of this.values.values()) {
        column.push(0);
      }
      this.flags.push(0);
    }
    return node;
  }

  add(node: number, column: Value, value: number): void {
    const values = this.values.get(column);
    if (values) {
      values[node] = (values[node] ?? 0) + value;
    }
  }

  /** Adds the bits of one more call: one that is inlined and one that is not make a partly inlined one. */
  mark(node: number, flags: number): void {
    this.flags[node] = (this.flags[node] ?? 0) | flags;
  }

  get(node: number, column: Value): number {
    return this.values.get(column)?.[node] ?? 0;
  }

  get size(): number {
    return this.name.length;
  }

  /** Siblings by name, as the API orders them. */
  toFlame(unit: string, withSides = false): Flame {
    const order: number[] = [];
    const level: number[] = [];
    const open: (readonly [node: number, level: number])[] = [[0, 0]];
    for (let top = open.pop(); top; top = open.pop()) {
      const [node, at] = top;
      order.push(node);
      level.push(at);
      const children = [...(this.children[node]?.values() ?? [])];
      children.sort((a, b) => (this.nameText(a) < this.nameText(b) ? 1 : -1));
      for (const child of children) {
        open.push([child, at + 1]);
      }
    }
    const column = (value: Value) => Float64Array.from(order, (node) => this.get(node, value));
    const flame = layOut({
      unit,
      names: this.names,
      name: order.map((node) => this.name[node] ?? 0),
      level,
      total: column('total'),
      self: column('self'),
      flags: order.map((node) => this.flags[node] ?? 0),
    });
    if (!withSides) {
      return flame;
    }
    const sides: Sides = {
      before: column('before'),
      after: column('after'),
      selfBefore: column('selfBefore'),
      selfAfter: column('selfAfter'),
    };
    return { ...flame, sides };
  }

  private nameText(node: number): string {
    return this.names[this.name[node] ?? 0] ?? '';
  }
}
