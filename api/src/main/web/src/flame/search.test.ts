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
});
