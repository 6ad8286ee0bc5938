import { describe, expect, it } from 'vitest';
import { isFound, search } from './search.ts';
import { flameOf } from './testing.ts';

const flame = flameOf(`
main;a;json.Marshal;json.encode 3
main;b;json.Marshal 2
main;c;other 5`);

describe('a search', () => {
  it('counts each sample once, however many of its frames match', () => {
    const found = search(flame, 'json');

    expect(isFound(found) && [found.total, found.nodes.length, found.cut]).toEqual([5, 3, false]);
  });

  it('finds nothing where nothing matches, and says what is wrong with a pattern', () => {
    expect(search(flame, 'yaml')).toMatchObject({ nodes: [], total: 0 });
    expect(search(flame, '(')).toEqual({ error: '“(” at 1 is not closed' });
  });

  it('ends when its time is up', () => {
    const many = flameOf(Array.from({ length: 2000 }, (_, i) => `f${i} 1`).join('\n'));
    let time = 0;

    const found = search(many, 'f', () => {
      time += 200;
      return time;
    });

    expect(isFound(found) && found.cut).toBe(true);
    expect(isFound(found) && found.nodes.length).toBeLessThan(2000);
  });

  it('keeps the page waiting for two seconds at most, whatever the pattern', () => {
    let seed = 1;
    const letter = () => {
      seed = (seed * 48271) % 0x7fffffff;
      return 'abc'[seed % 3];
    };
    const names = Array.from({ length: 2000 }, () => Array.from({ length: 120 }, letter).join(''));
    const many = flameOf(names.map((name) => `${name} 1`).join('\n'));
    const begun = performance.now();

    const found = search(many, '(?:a?b?c?){499}c*a[abc]{3,90}q');

    expect(performance.now() - begun).toBeLessThan(2000);
    expect(isFound(found) && found.cut).toBe(true);
  });
});
