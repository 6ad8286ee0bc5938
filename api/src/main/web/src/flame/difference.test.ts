import { describe, expect, it } from 'vitest';
import { colours, step } from './colour.ts';
import { change, difference, sideOf } from './difference.ts';
import { packageOf, shortName } from './names.ts';
import { flameOf, stacksOf } from './testing.ts';

const before = flameOf('main;a 10\nmain;b 5\nmain;gone 2');
const after = flameOf('main;a 4\nmain;b 5\nmain;fresh 8');
const delta = flameOf('main;a -6\nmain;b 0\nmain;gone -2\nmain;fresh 8');

describe.each([
  ['the later side', after, 'after'],
  ['the earlier side', before, 'before'],
] as const)('a difference from %s', (_, known, side) => {
  const made = difference(known, delta, side);

  it('has both sides', () => {
    expect(stacksOf(made, made.sides?.selfBefore)).toBe(stacksOf(before));
    expect(stacksOf(made, made.sides?.selfAfter)).toBe(stacksOf(after));
    expect(made.sides?.before[0]).toBe(17);
    expect(made.sides?.after[0]).toBe(17);
  });

  it('is as wide as both together', () => {
    expect(made.total[0]).toBe(34);
    expect(stacksOf(made)).toBe('main;a 14\nmain;b 10\nmain;fresh 8\nmain;gone 2');
  });

  it('has each side as a graph of the same frames', () => {
    const one = sideOf(made, 'after');
    expect(one.total[0]).toBe(17);
    expect(stacksOf(one)).toBe(stacksOf(after));
    expect(one.name).toEqual(made.name);
  });

  it('says what is new, gone and as it was', () => {
    const { sides } = made;
    const of = (name: string) => sides && change(sides, made.name.indexOf(made.names.indexOf(name)));
    expect(of('fresh')).toBe(1);
    expect(of('gone')).toBe(-1);
    expect(of('b')).toBe(0);
    expect(of('a')).toBeCloseTo(-0.6);
    const { of: shades, palette } = colours(made, 'difference', 'light');
    const shade = (name: string) => shades[made.name.indexOf(made.names.indexOf(name))];
    expect([shade('gone'), shade('b'), shade('fresh')]).toEqual([0, 4, 8]);
    expect(palette).toHaveLength(9);
    expect(step(0.01)).toBe(0);
  });
});

describe('a difference of what was cut', () => {
  it('takes what the known side has not from the change', () => {
    const made = difference(flameOf('main;a 4'), flameOf('main;a 1\nmain;x 3\nmain;y -2'), 'after');

    expect(stacksOf(made, made.sides?.selfAfter)).toBe('main;a 4\nmain;x 3');
    expect(stacksOf(made, made.sides?.selfBefore)).toBe('main;a 3\nmain;y 2');
  });
});

describe('names', () => {
  it.each([
    ['main.(*shop).search', 'main', 'main.(*shop).search'],
    ['encoding/json.(*encodeState).marshal', 'encoding/json', 'json.(*encodeState).marshal'],
    [
      'github.com/a/b%2ev2/c.Do[go.shape.struct { x/y.T }]',
      'github.com/a/b%2ev2/c',
      'c.Do[go.shape.struct { x/y.T }]',
    ],
    ['slices.SortFunc[...]', 'slices', 'slices.SortFunc[...]'],
    ['runtime.gcBgMarkWorker.func2', 'runtime', 'runtime.gcBgMarkWorker.func2'],
    [
      'java.util.concurrent.ThreadPoolExecutor.runWorker',
      'java.util.concurrent',
      'ThreadPoolExecutor.runWorker',
    ],
    ['std::vector<a::b>::push_back', 'std', 'std::vector<a::b>::push_back'],
    ['malloc', '', 'malloc'],
    ['', '', ''],
  ])('%s is of package %j', (name, group, short) => {
    expect(packageOf(name)).toBe(group);
    expect(shortName(name)).toBe(short);
  });
});
