import { describe, expect, it } from 'vitest';
import { keyOf, nodeOf } from './key.ts';
import { keyMove } from './keys.ts';
import { depth, largestCallee, nameOf, neighbour, path, whole } from './model.ts';
import { flameOf, stacksOf } from './testing.ts';

const STACKS = `
main 1
main;read 2
main;write;flush 3
main;write;format 5
runtime 4`;
const flame = flameOf(STACKS);
const at = (name: string) => flame.names.indexOf(name);
const node = (name: string) => flame.name.indexOf(at(name));

describe('a flame graph', () => {
  it('has the stacks it was made of', () => {
    expect(stacksOf(flame)).toBe(STACKS.trim());
    expect(whole(flame)).toBe(15);
    expect(depth(flame)).toBe(4);
  });

  it('has each frame within its caller, beside its siblings', () => {
    for (let one = 1; one < flame.name.length; one++) {
      const parent = flame.parent[one] ?? 0;
      const start = flame.start[one] ?? 0;
      expect(start).toBeGreaterThanOrEqual(flame.start[parent] ?? 0);
      expect(start + (flame.total[one] ?? 0)).toBeLessThanOrEqual(
        (flame.start[parent] ?? 0) + (flame.total[parent] ?? 0),
      );
    }
    expect(flame.start[node('read')]).toBe(0);
    expect(flame.start[node('write')]).toBe(2);
    expect(flame.start[node('format')]).toBe(5);
    expect(flame.start[node('runtime')]).toBe(11);
  });

  it('knows where the callees of a frame end', () => {
    expect(flame.end[0]).toBe(flame.name.length);
    expect(flame.end[node('write')]).toBe(node('runtime'));
    expect(flame.end[node('read')]).toBe(node('write'));
  });

  it('knows callers, callees and neighbours', () => {
    expect(path(flame, node('format')).map((one) => nameOf(flame, one))).toEqual(['main', 'write', 'format']);
    expect(largestCallee(flame, node('write'))).toBe(node('format'));
    expect(largestCallee(flame, node('read'))).toBeUndefined();
    expect(neighbour(flame, node('read'), 1)).toBe(node('write'));
    expect(neighbour(flame, node('read'), -1)).toBeUndefined();
    expect(neighbour(flame, node('runtime'), -1)).toBe(node('main'));
  });
});

describe('keys', () => {
  const moving = { selected: 0, firstLevel: 0, upwards: false };

  it('move between frames', () => {
    expect(keyMove(flame, node('main'), 'ArrowDown', moving)).toBe(node('write'));
    expect(keyMove(flame, node('write'), 'ArrowUp', moving)).toBe(node('main'));
    expect(keyMove(flame, node('write'), 'ArrowLeft', moving)).toBe(node('read'));
    expect(keyMove(flame, node('format'), 'Home', moving)).toBe(0);
    expect(keyMove(flame, node('format'), 'x', moving)).toBeUndefined();
  });

  it('stay where there is nothing further', () => {
    expect(keyMove(flame, 0, 'ArrowUp', moving)).toBe(0);
    expect(keyMove(flame, node('format'), 'ArrowDown', moving)).toBe(node('format'));
    expect(keyMove(flame, node('runtime'), 'ArrowRight', moving)).toBe(node('runtime'));
  });

  it('are turned over where callers stand below', () => {
    expect(keyMove(flame, node('main'), 'ArrowUp', { ...moving, upwards: true })).toBe(node('write'));
  });
});

describe('the key of a frame in a link', () => {
  it('finds the same stack in another graph', () => {
    const other = flameOf('abc;def 7\nmain;a 100\nmain;write;format 1');
    const found = nodeOf(other, keyOf(flame, node('format')));

    expect(path(other, found ?? 0).map((one) => nameOf(other, one))).toEqual(['main', 'write', 'format']);
  });

  it('tells each frame from all others', () => {
    const keys = Array.from(flame.name, (_, one) => keyOf(flame, one));
    expect(new Set(keys).size).toBe(keys.length);
    keys.forEach((key, one) => {
      expect(nodeOf(flame, key)).toBe(one === 0 ? undefined : one);
    });
  });

  it.each(['', 'zzz', '!', '-1', '0'])('finds nothing for %j', (key) => {
    expect(nodeOf(flame, key)).toBeUndefined();
  });
});
