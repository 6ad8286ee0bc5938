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

  it.each([
    ["{a='x'}", 'x'],
    ['{a=`x\\n"`}', 'x\\n"'],
    ['{a="\\t\\x41\\u00e9\\U0001f4a5\\101\\\\\\""}', '\tAé💥A\\"'],
  ])('are quoted as in Go: %s', (text, value) => {
    expect(parseSelector(text)).toEqual([{ name: 'a', op: '=', value }]);
  });

  it('get one condition more, and lose none', () => {
    const matcher = { name: 'version', op: '!=', value: 'v2' } as const;

    expect(withMatcher('{version!="v1"}', matcher)).toBe('{version!="v1",version!="v2"}');
    expect(withMatcher('{version!="v2"}', matcher)).toBe('{version!="v2"}');
    expect(withMatcher("{version='v1'}", matcher)).toBe('{version="v1",version!="v2"}');
    expect(withMatcher('cpu{region="eu"}', matcher)).toBe('cpu{region="eu",version!="v2"}');
    expect(withMatcher('cpu{region="eu", }', matcher)).toBe('cpu{region="eu",version!="v2"}');
    expect(withMatcher('cpu{}', matcher)).toBe('cpu{version!="v2"}');
  });

  it('get another condition in place of the one of that label', () => {
    expect(withMatcher('{version="v1",region="eu"}', { name: 'version', op: '=', value: 'v2' })).toBe(
      '{region="eu",version="v2"}',
    );
  });
});
