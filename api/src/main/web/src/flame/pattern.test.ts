import { describe, expect, it } from 'vitest';
import { Pattern, PatternError, quoted } from './pattern.ts';

const TEXTS = [
  '',
  'a',
  'ab',
  'aab',
  'abab',
  'main.(*shop).search',
  'encoding/json.Marshal',
  'encoding/json.(*encodeState).reflectValue',
  'regexp/syntax.(*parser).push',
  'slices.SortFunc[go.shape.[]int,go.shape.int]',
  'runtime.mallocgc',
  'java.util.concurrent.ThreadPoolExecutor.runWorker',
  'std::vector<int>::push_back',
  'Grüße.welt',
  '{a,b}',
];

const PATTERNS = [
  'a',
  'a*b',
  'a+b',
  '^a',
  'b$',
  '^$',
  '^(ab)+$',
  '(a|b){2,3}',
  'a{2}',
  '[a-c]+b',
  '[^a-z]',
  'json|regexp',
  'json\\.',
  '\\bpush\\b',
  '\\Bush',
  '\\w+\\.\\w+$',
  '\\(\\*\\w+\\)',
  '^encoding/json\\..*Value$',
  '\\[\\]int',
  '[]x]',
  '[\\d\\s]',
  '(?:ab)*$',
  'x?y?z?$',
  'ü',
  '.{5,10}t',
  '\\Amain',
  '{a',
  'vector<.*>',
];

describe('patterns', () => {
  it.each(PATTERNS)('%s matches what a regular expression of the language matches', (text) => {
    const pattern = new Pattern(`(?:${text})`.replace(/^\(\?:(.*)\)$/s, '$1'));
    const expected = new RegExp(text.replace('\\A', '^').replace('[]x]', '[\\]x]'), 'i');

    for (const each of TEXTS) {
      expect(pattern.test(each), `${text} in ${each}`).toBe(expected.test(each));
    }
  });

  it('ignore case unless they have a capital', () => {
    expect(new Pattern('marshal').test('json.Marshal')).toBe(true);
    expect(new Pattern('Marshal').test('json.marshal')).toBe(false);
    expect(new Pattern('(?i)MARSHAL').test('json.marshal')).toBe(true);
    expect(new Pattern('\\S\\W').test('a.')).toBe(true);
    expect(new Pattern('grüsse|GRÜẞE').test('GRÜẞE')).toBe(true);
  });

  it('quote as RE2 does', () => {
    const name = 'slices.SortFunc[go.shape.[]int]';
    expect(new Pattern(`^\\Q${name}\\E$`).test(name)).toBe(true);
    expect(new Pattern(`^${quoted(name)}$`).test(name)).toBe(true);
    expect(new Pattern(`^${quoted(name)}$`).test(`${name}x`)).toBe(false);
  });

  it.each([
    '(',
    ')',
    'a)',
    '[',
    '[b-a]',
    '*',
    'a**(',
    '\\',
    '\\1',
    '(?=a)',
    '(?<n>a)',
    'a{3,1}',
    'a{1000}',
    '\\pL',
  ])('refuse %s', (text) => {
    expect(() => new Pattern(text)).toThrow(PatternError);
  });

  it('refuse what would take too much room', () => {
    expect(() => new Pattern('((a{99}){99}){99}')).toThrow(PatternError);
  });

  it.each([
    '(a*)*b',
    '(a|a)*b',
    '(a+)+$b',
    '(.*)(.*)(.*)(.*)(.*)x',
    '(a?){99}a{99}',
    '(x+x+)+y',
    '(a|b|ab)*c',
  ])('%s takes time linear in the text', (text) => {
    const pattern = new Pattern(text);
    const long = 'a'.repeat(20_000);
    const begun = performance.now();

    pattern.test(long);

    // A backtracking engine would not be done this century.
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
