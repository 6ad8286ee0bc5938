import { describe, expect, it } from 'vitest';
import { formatSelector, parseSelector, withMatcher } from './matchers.ts';

describe('selectors', () => {
  it.each(['{version="v1"}', '{a="x",b!="y",c=~"z.*",d!~"w"}', '{quoted="a \\"b\\" \\\\ \\n"}'])(
    '%s is read and written',
    (text) => {
      const matchers = parseSelector(text);
      expect(matchers).toBeDefined();
      expect(formatSelector(matchers ?? [])).toBe(text);
    },
  );

  it('may have spaces, or nothing', () => {
    expect(parseSelector(' { a = "x" , b =~ "y" } ')).toEqual([
      { name: 'a', op: '=', value: 'x' },
      { name: 'b', op: '=~', value: 'y' },
    ]);
    expect(parseSelector('{}')).toEqual([]);
    expect(parseSelector('')).toEqual([]);
  });

  it.each(['up', '{a}', '{a="b"', '{a="b" c="d"}', '{a=b}'])(
    'that are written otherwise are left as they are: %s',
    (text) => {
      expect(parseSelector(text)).toBeUndefined();
    },
  );

  it('get another condition in place of the one of that label', () => {
    expect(withMatcher('{version="v1",region="eu"}', { name: 'version', op: '=', value: 'v2' })).toBe(
      '{region="eu",version="v2"}',
    );
  });
});
