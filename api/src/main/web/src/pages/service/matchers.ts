/** One condition of a PromQL selector. */
export interface Matcher {
  readonly name: string;
  readonly op: Op;
  readonly value: string;
}

export const OPS = ['=', '!=', '=~', '!~'] as const;
export type Op = (typeof OPS)[number];

const MATCHER = /\s*([a-zA-Z_][\w]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*(,|$)/y;

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

/** A selector with one more condition, in place of what it says of that label with the same operator. */
export function withMatcher(selector: string, matcher: Matcher): string {
  const others = (parseSelector(selector) ?? []).filter(
    (other) => other.name !== matcher.name || other.op !== matcher.op,
  );
  return formatSelector([...others, matcher]);
}

function unquoted(value: string): string {
  return value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
}
