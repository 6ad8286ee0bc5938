import { type Flame, largestCallee, neighbour } from './model.ts';

export interface Moving {
  readonly selected: number | undefined;
  readonly firstLevel: number;
  /** Whether callers stand below, so that up is towards callees of the graph's order. */
  readonly upwards: boolean;
}

/** The frame to which a key leads from a frame; undefined for a key that leads nowhere. The first move selects the first frame. */
export function keyMove(
  flame: Flame,
  node: number,
  key: string,
  { selected, firstLevel, upwards }: Moving,
): number | undefined {
  const towards = direction(key, upwards);
  if (towards === undefined) {
    return undefined;
  }
  if (selected === undefined) {
    return node;
  }
  switch (towards) {
    case 'out':
      return (flame.level[node] ?? 0) > firstLevel ? flame.parent[node] : node;
    case 'in':
      return largestCallee(flame, node) ?? node;
    case 'left':
      return neighbour(flame, node, -1) ?? node;
    case 'right':
      return neighbour(flame, node, 1) ?? node;
    case 'first':
      return flame.byLevel[flame.levels[firstLevel] ?? 0];
  }
}

function direction(key: string, upwards: boolean): 'out' | 'in' | 'left' | 'right' | 'first' | undefined {
  switch (key) {
    case 'ArrowUp':
      return upwards ? 'in' : 'out';
    case 'ArrowDown':
      return upwards ? 'out' : 'in';
    case 'ArrowLeft':
      return 'left';
    case 'ArrowRight':
      return 'right';
    case 'Home':
      return 'first';
    default:
      return undefined;
  }
}
