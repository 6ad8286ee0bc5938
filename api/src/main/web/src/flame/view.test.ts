import { describe, expect, it } from 'vitest';
import { depth, type Flame } from './model.ts';
import { flameOf } from './testing.ts';
import { ALL, between, moved, nodeAt, partOf, visit, zoomed } from './view.ts';

interface Drawn {
  readonly node: number;
  readonly x: number;
  readonly width: number;
}

/** By going through all nodes. */
function expected(flame: Flame, from: number, to: number, width: number): Drawn[] {
  const scale = width / (to - from);
  return Array.from(flame.byLevel, (node) => {
    const left = ((flame.start[node] ?? 0) - from) * scale;
    return { node, left, size: (flame.total[node] ?? 0) * scale };
  })
    .filter(({ left, size }) => size >= 1 && left + size > 0 && left < width)
    .map(({ node, left, size }) => ({
      node,
      x: Math.max(0, left),
      width: Math.min(width, left + size) - Math.max(0, left),
    }));
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('what is drawn', () => {
  const next = random(7);
  const stacks = Array.from({ length: 3000 }, () => {
    const frames = Array.from(
      { length: 1 + Math.floor(next() * 8) },
      () => `f${Math.floor(next() ** 3 * 12)}`,
    );
    return `${frames.join(';')} ${Math.floor(next() ** 6 * 10_000) + 1}`;
  });
  const flame = flameOf(stacks.join('\n'));
  const all = flame.total[0] ?? 0;

  it.each([
    [0, 1, 1200],
    [0, 1, 37],
    [0.2, 0.21, 800],
    [0.9, 1, 333.5],
    [0.41234, 0.412351, 1000],
  ])('from %d to %d of the graph on %d pixels is every frame of a pixel in view', (from, to, width) => {
    const drawn: Drawn[] = [];
    visit(flame, { from: from * all, to: to * all, width }, 0, 99, {
      frame: (node, _, x, size) => drawn.push({ node, x, width: size }),
      dust: () => {},
    });

    expect(drawn).toEqual(expected(flame, from * all, to * all, width));
  });

  it('covers with dust what is narrower, within its caller', () => {
    const covered: number[] = [];
    visit(flame, { from: 0, to: all, width: 300 }, 0, 99, {
      frame: (_, level, __, width) => {
        covered[level] = (covered[level] ?? 0) + width;
      },
      dust: (level, x, width) => {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(300.001);
        covered[level] = (covered[level] ?? 0) + width;
      },
    });
    for (let level = 0; level < depth(flame); level++) {
      const sum = Array.from(flame.byLevel.slice(flame.levels[level], flame.levels[level + 1])).reduce(
        (total, node) => total + (flame.total[node] ?? 0),
        0,
      );
      // Dust begins at a whole pixel, so it may cover a little more.
      expect(covered[level]).toBeGreaterThanOrEqual((sum / all) * 300 - 0.001);
    }
  });

  it('is what the pointer finds', () => {
    for (let i = 0; i < 500; i++) {
      const level = Math.floor(next() * depth(flame));
      const value = next() * all;
      const there = Array.from(flame.name, (_, node) => node).find(
        (node) =>
          flame.level[node] === level &&
          (flame.start[node] ?? 0) <= value &&
          value < (flame.start[node] ?? 0) + (flame.total[node] ?? 0),
      );
      expect(nodeAt(flame, level, value)).toBe(there);
    }
    expect(nodeAt(flame, -1, 0)).toBeUndefined();
    expect(nodeAt(flame, 99, 0)).toBeUndefined();
  });
});

describe('parts of a graph', () => {
  it('stay where they are zoomed around', () => {
    const part = zoomed({ from: 0.2, to: 0.6 }, 2, 0.3);
    expect(part.from).toBeCloseTo(0.25);
    expect(part.to).toBeCloseTo(0.45);
  });

  it('do not leave the graph', () => {
    expect(zoomed({ from: 0.1, to: 0.6 }, 0.1, 0.5)).toEqual(ALL);
    expect(moved({ from: 0.7, to: 0.9 }, 0.5)).toEqual({ from: expect.closeTo(0.8), to: 1 });
    expect(moved({ from: 0.1, to: 0.3 }, -1).from).toBe(0);
  });

  it('are as wide as their frame', () => {
    const flame = flameOf('a 1\nb 3');
    expect(partOf(flame, 2)).toEqual({ from: 0.25, to: 1 });
  });

  it('lead from one to the other', () => {
    const to = { from: 0.4, to: 0.41 };
    expect(between(ALL, to, 0)).toEqual(ALL);
    const end = between(ALL, to, 1);
    expect(end.from).toBeCloseTo(to.from);
    expect(end.to).toBeCloseTo(to.to);
    const half = between(ALL, to, 0.5);
    expect(half.from).toBeGreaterThan(0);
    expect(half.to).toBeLessThan(1);
    expect(half.from).toBeLessThanOrEqual(to.from);
    expect(half.to).toBeGreaterThanOrEqual(to.to);
  });
});
