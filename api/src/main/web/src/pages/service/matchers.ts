/** One condition of a PromQL selector. */
export interface Matcher {
  readonly name: string;
  readonly op: Op;
  readonly value: string;
}

export const OPS = ['=', '!=', '=~', '!~'] as const;
export type Op = (typeof OPS)[number];

const MATCHER = /\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\s*(,|$)/sy;

/** The conditions of a selector such as `{version="v1",region=~"eu-.*"}`; undefined for what is written otherwise. */
export function parseSelector(selector: string): readonly Matcher[] | undefined {
  const inner = /^\s*\{(.*)}\s*$/s.exec(selector)?.[1];
  if (inner === undefined) {
    return selector.trim() === '' ? [] : undefined;
  }
  const matchers: Matcher[] = [];
  MATCHER.lastIndex = 0;
  while (MATCHER.lastIndex < inner.length) {
    const [, name, op, value] = MATCHER.exec(inner) ?? [];
    if (name === undefined || value === undefined) {
      return inner.trim() === '' ? [] : undefined;
    }
    matchers.push({ name, op: op as Op, value: unquoted(value) });
  }
  return matchers;
}

/** The selector of some conditions; empty for none. */
export function formatSelector(matchers: readonly Matcher[]): string {
  return matchers.length === 0 ? '' : `{${matchers.map(formatMatcher).join(',')}}`;
}

export function formatMatcher({ name, op, value }: Matcher): string {
  return `${name}${op}"${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}

/** A selector with one more condition. A label has one value: another takes the place of the one before. */
export function withMatcher(selector: string, matcher: Matcher): string {
  const matchers = parseSelector(selector);
  if (matchers === undefined) {
    return selector.replace(
      /,?\s*}\s*$/,
      (end) => `${/{\s*$/.test(selector.slice(0, -end.length)) ? '' : ','}${formatMatcher(matcher)}}`,
    );
  }
  const others = matchers.filter((other) =>
    matcher.op === '=' && other.op === '='
      ? other.name !== matcher.name
      : formatMatcher(other) !== formatMatcher(matcher),
  );
  return formatSelector([...others, matcher]);
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|(.))/gs;

/** What a text of PromQL says: as in Go. */
function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) {
    return inner;
  }
  return inner.replace(ESCAPE, (_, x?: string, u?: string, long?: string, octal?: string, c = '') => {
    const hex = x ?? u ?? long;
    if (hex !== undefined || octal !== undefined) {
      const code = Number.parseInt(hex ?? octal ?? '', hex === undefined ? 8 : 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    }
    return LETTERS[c] ?? c;
  });
}
