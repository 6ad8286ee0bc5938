import { type Flame, layOut } from './model.ts';

/** A flame graph of collapsed stacks, as flame graph tools read them: `main;run 3`, a line each. Siblings by name. */
export function flameOf(stacks: string): Flame {
  interface Node {
    total: number;
    self: number;
    readonly callees: Map<string, Node>;
  }
  const node = (): Node => ({ total: 0, self: 0, callees: new Map() });
  const root = node();
  for (const line of stacks.trim().split('\n')) {
    const at = line.lastIndexOf(' ');
    const value = Number(line.slice(at + 1));
    let here = root;
    here.total += value;
    for (const name of line.slice(0, at).trim().split(';')) {
      const callee = here.callees.get(name) ?? node();
      here.callees.set(name, callee);
      callee.total += value;
      here = callee;
    }
    here.self += value;
  }
  const names = [''];
  const columns = {
    name: [] as number[],
    level: [] as number[],
    total: [] as number[],
    self: [] as number[],
  };
  const write = (name: string, of: Node, level: number) => {
    const known = names.indexOf(name);
    columns.name.push(known >= 0 ? known : names.push(name) - 1);
    columns.level.push(level);
    columns.total.push(of.total);
    columns.self.push(of.self);
    for (const [each, callee] of [...of.callees].sort(([a], [b]) => (a < b ? -1 : 1))) {
      write(each, callee, level + 1);
    }
  };
  write('', root, 0);
  return layOut({ unit: 'count', names, flags: columns.name.map(() => 0), ...columns });
}

/** The stacks of a flame graph, as {@link flameOf} takes them; those without a value of their own left out. */
export function stacksOf(flame: Flame, values: ArrayLike<number> = flame.self): string {
  const lines: string[] = [];
  const path: string[] = [];
  for (let node = 1; node < flame.name.length; node++) {
    path.length = (flame.level[node] ?? 1) - 1;
    path.push(flame.names[flame.name[node] ?? 0] ?? '');
    if (values[node]) {
      lines.push(`${path.join(';')} ${values[node]}`);
    }
  }
  return lines.join('\n');
}
