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

/** What Go's regexp (1.26) says of patterns, in which case matters unless they say otherwise: texts that match, and texts that do not. */
const BY_GO: readonly (
  | readonly [string, 'refused']
  | readonly [string, readonly string[], readonly string[]]
)[] = [
  ['^[[:alpha:]]+$', ['aZ'], ['a1', ':']],
  ['^[[:^alpha:]]$', ['1'], ['a']],
  ['[[:digit:]_]x', ['_x', '3x'], ['ax']],
  ['^[^[:space:]]$', ['a'], ['\t', '\v']],
  [String.raw`\s`, ['\f'], ['\v']],
  ['[[:lower:]', 'refused'],
  ['[[:nope:]]', 'refused'],
  ['^[[:word:]-]+$', ['a-b'], ['a.b']],
  [String.raw`^\Qab\E+$`, ['abb'], ['abab']],
  [String.raw`\Qa.b`, ['a.b'], ['axb']],
  ['^.$', ['💥', 'é'], ['💥💥']],
  ['^[💥]$', ['💥'], ['😀']],
  ['^[😀-😂]$', ['😁'], ['💥']],
  ['^[^a]$', ['💥'], ['a']],
  ['^😀{0,}$', ['😀😀', ''], ['a']],
  ['(?i)^s$', ['ſ', 'S'], ['ß']],
  ['(?i)^K$', ['\u212a', 'k'], []],
  ['(?i)^ſ$', ['s'], []],
  ['(?i)^\u212a$', ['k', 'K'], []],
  ['(?i)^[a-z]$', ['\u212a', 'Q'], ['é']],
  [String.raw`(?i)^\w$`, ['ſ'], []],
  [String.raw`(?i)^\W$`, ['é'], ['ſ']],
  ['(?i)^[^k]$', ['x'], ['\u212a']],
  ['(?i)^σ$', ['ς', 'Σ'], []],
  ['(?i)^ß$', ['ẞ'], ['ss']],
  ['(?i)^i$', ['I'], ['İ', 'ı']],
  ['(?i)^µ$', ['μ', 'Μ'], []],
  ['(?i)^𐐀$', ['𐐨'], []],
  ['(?i)^[[:upper:]]$', ['a', 'ſ'], []],
  [String.raw`(?i)^\p{Lu}$`, ['a'], ['1']],
  ['a{2}*', 'refused'],
  ['a**', 'refused'],
  ['a+{2}', 'refused'],
  ['a+??', 'refused'],
  ['a(?i)*', ['A'], []],
  ['(?:a*)*b', ['aab'], []],
  [String.raw`^\x41\x{1F4A5}$`, ['A💥'], ['x41']],
  [String.raw`\x4`, 'refused'],
  [String.raw`\x{110000}`, 'refused'],
  [String.raw`^\101\0?$`, ['A', 'A\0'], []],
  [String.raw`^\t\a\f\v\r\n$`, ['\t\x07\f\v\r\n'], []],
  [String.raw`^\pL+$`, ['éλ'], ['1']],
  [String.raw`^\p{Greek}$`, ['λ'], ['a']],
  [String.raw`^\p{^Greek}$`, ['a'], ['λ']],
  [String.raw`^[\PL\p{Lu}]$`, ['1', 'A'], ['a']],
  [String.raw`^\p{lu}$`, ['A'], ['a']],
  [String.raw`\p{Nope}`, 'refused'],
  [String.raw`\p{Script=Greek}`, 'refused'],
  [String.raw`\pLu`, ['λu'], ['L']],
  ['(?s)^a.b$', ['a\nb'], []],
  ['^a.b$', [], ['a\nb']],
  ['a(?i)b', ['aB'], ['AB']],
  ['(a(?i)b)c', ['aBc'], ['aBC']],
  ['(?i:a)b', ['Ab'], ['AB']],
  ['(?i)a(?-i:b)c', ['AbC'], ['ABC']],
  ['(?i)a(?-i)b|c', ['Ab'], ['C']],
  ['(?U)^a+$', ['aa'], []],
  ['(?m)^b$', ['a\nb\nc'], ['ab']],
  [String.raw`(?m)\Ab`, ['b'], ['a\nb']],
  ['(?i-i)a', [], ['A']],
  ['(?i-)a', 'refused'],
  ['(?x)a', 'refused'],
  ['(?P<n>a)(?<m>b)', ['ab'], []],
  ['(?P<>a)', 'refused'],
  ['(?P=n)', 'refused'],
  ['x{01}', ['x{01}'], ['x']],
  ['x{2,1}', 'refused'],
  ['^x{1000}$', ['x'.repeat(1000)], ['x'.repeat(999)]],
  ['x{1001}', 'refused'],
  ['((x{10}){10}){10}', ['x'.repeat(1000)], []],
  ['((x{10}){10}){11}', 'refused'],
  ['^(?:b|){1000}$', ['b'.repeat(9), ''], ['a']],
  ['^(?:a+b*){900}$', ['a'.repeat(900)], ['a'.repeat(899)]],
  ['((x{500}){0}){900}', [''], []],
  [String.raw`[a-\d]`, 'refused'],
  [String.raw`[\b]`, 'refused'],
  ['[a-]', ['-'], []],
  [String.raw`\_\-\ `, ['_- '], []],
  [String.raw`\é`, 'refused'],
  [String.raw`\C`, 'refused'],
];

describe('patterns', () => {
  it.each(PATTERNS)('%s matches what a regular expression of the language matches', (text) => {
    const pattern = new Pattern(`(?:${text})`.replace(/^\(\?:(.*)\)$/s, '$1'));
    const expected = new RegExp(text.replace('\\A', '^').replace('[]x]', '[\\]x]'), 'i');

    for (const each of TEXTS) {
      expect(pattern.test(each), `${text} in ${each}`).toBe(expected.test(each));
    }
  });

  it.each(BY_GO)('mean what they mean to Go: %s', (text, matching, others = []) => {
    if (matching === 'refused') {
      expect(() => new Pattern(`(?-i)${text}`)).toThrow(PatternError);
      return;
    }
    const pattern = new Pattern(`(?-i)${text}`);
    expect(matching.filter((each) => pattern.test(each))).toEqual(matching);
    expect(others.filter((each) => pattern.test(each))).toEqual([]);
  });

  it('ignore case unless they have a capital', () => {
    expect(new Pattern('marshal').test('json.Marshal')).toBe(true);
    expect(new Pattern('Marshal').test('json.marshal')).toBe(false);
    expect(new Pattern('(?i)MARSHAL').test('json.marshal')).toBe(true);
    expect(new Pattern('\\S\\W').test('a.')).toBe(true);
    expect(new Pattern('\\QMarshal\\E').test('json.marshal')).toBe(false);
    expect(new Pattern('\\x4darshal').test('json.marshal')).toBe(false);
    expect(new Pattern('[[:upper:]]').test('json')).toBe(false);
    expect(new Pattern('\\p{Lu}').test('json')).toBe(false);
    expect(new Pattern('(?P<N>json)').test('JSON')).toBe(true);
    expect(new Pattern('grüsse|GRÜẞE').test('GRÜẞE')).toBe(true);
  });

  it('quote as RE2 does', () => {
    const name = 'slices.SortFunc[go.shape.[]int]';
    expect(new Pattern(`^\\Q${name}\\E$`).test(name)).toBe(true);
    expect(new Pattern(`^${quoted(name)}$`).test(name)).toBe(true);
    expect(new Pattern(`^${quoted(name)}$`).test(`${name}x`)).toBe(false);
  });

  it.each(['(', ')', 'a)', '[', '[b-a]', '*', 'a**(', '\\', '\\1', '(?=a)', 'a{3,1}', 'a{1001}'])(
    'refuse %s',
    (text) => {
      expect(() => new Pattern(text)).toThrow(PatternError);
    },
  );

  it.each([
    ['repeats of repeats', '((a{99}){99}){99}'],
    ['repeats of repeats of nothing', '((((()){100}){100}){100}){100}'],
    ['repeats without parentheses', '(){100}{100}{100}{100}{100}'],
    ['many repeats of nothing', '(a{0}){1000}'.repeat(800)],
    ['repeats of much', '((abcd){1000}|(efgh){1000})'],
    ['open groups', '('.repeat(2500)],
    ['groups in groups', `${'('.repeat(2500)}a${')'.repeat(2500)}`],
    ['alternatives in alternatives', `${'(?:a*|b'.repeat(1000)}${')*'.repeat(1000)}`],
    ['a long text', 'a'.repeat(100_000)],
    ['a text that is not as long', 'a'.repeat(10_000)],
  ])('refuse what would take too much room or time: %s', (_, text) => {
    const begun = performance.now();

    expect(() => new Pattern(text)).toThrow(PatternError);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('nest as deep as Go lets them', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}x${')'.repeat(depth)}`;

    expect(new Pattern(nested(999)).test('x')).toBe(true);
    expect(() => new Pattern(nested(1000))).toThrow('it nests more than 1000 levels deep');
  });

  it('need little of the stack', () => {
    const deep = `${'(x'.repeat(330)}y${')*'.repeat(330)}`;
    const below = (frames: number): boolean =>
      frames === 0 ? new Pattern(deep).test('xxxx') : below(frames - 1);

    expect(below(3000)).toBe(true);
  });

  it.each([
    ['a**', '“*” at 3 repeats what another operator repeats'],
    ['a|*', '“*” at 3 repeats nothing'],
    ['((a{20}){60})', 'it repeats something 1200 times, more than 1000; use smaller counts'],
    ['a{2000}', '“{2000}” counts beyond 1000'],
    ['x[[:nope:]]', '“[:nope:]” is no class'],
    ['\\p{Nope}', '“\\p{Nope}” is no category and no script of Unicode'],
    ['a[b', '“[” at 2 is not closed'],
    ['(?=a)', '“(?=” at 1 is not known here'],
  ])('say what is wrong with %s', (text, message) => {
    expect(() => new Pattern(text)).toThrow(new PatternError(message));
  });

  it.each([
    '(a*)*b',
    '(a|a)*b',
    '(a+)+$b',
    '(.*)(.*)(.*)(.*)(.*)x',
    '(a?){99}a{99}',
    '(x+x+)+y',
    '(a|b|ab)*c',
    '(a?){1000}(a?b?)*c',
    '(.{1,999}x|a)',
  ])('%s takes time linear in the text', (text) => {
    const pattern = new Pattern(text);
    const long = 'a'.repeat(20_000);
    const begun = performance.now();

    pattern.test(long);

    // A backtracking engine would not be done this century.
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
