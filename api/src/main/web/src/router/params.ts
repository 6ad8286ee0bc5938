import { type Navigation, navigate, place } from './location.ts';

/** A value that is kept in the page's query: how it stands there, and what it is where it does not. */
export interface Param<T> {
  readonly name: string;
  readonly parse: (values: readonly string[]) => T;
  /** Nothing for what need not stand there. */
  readonly format: (value: T) => readonly string[];
}

/** Any text. */
export function text(name: string, otherwise = ''): Param<string> {
  return {
    name,
    parse: ([value]) => value ?? otherwise,
    format: (value) => (value === otherwise ? [] : [value]),
  };
}

/** One of some words; anything else counts as not given. */
export function choice<const W extends string>(name: string, words: readonly W[], otherwise: W): Param<W> {
  return {
    name,
    parse: ([value]) => words.find((word) => word === value) ?? otherwise,
    format: (value) => (value === otherwise ? [] : [value]),
  };
}

/** Any number of texts. */
export function list(name: string): Param<readonly string[]> {
  return { name, parse: (values) => values, format: (values) => values };
}

/** A switch, which stands there as `name=1`. */
export function flag(name: string): Param<boolean> {
  return { name, parse: ([value]) => value === '1', format: (value) => (value ? ['1'] : []) };
}

/** The parameter's value in the current place. */
export function read<T>(param: Param<T>): T {
  return param.parse(place().query.getAll(param.name));
}

/** A parameter with a value, for a link. */
export type Setting = readonly [name: string, values: readonly string[]];

export function set<T>(param: Param<T>, value: T): Setting {
  return [param.name, param.format(value)];
}

/** Path and query of a place: `url('/service/shop', set(type, 'heap'))`. */
export function url(path: string, ...settings: readonly Setting[]): string {
  return withQuery(path, changed(new URLSearchParams(), settings));
}

/** The current place with other values. */
export function here(...settings: readonly Setting[]): string {
  const { path, query } = place();
  return withQuery(path, changed(new URLSearchParams(query), settings));
}

/** Changes values of the current place. */
export function update(settings: readonly Setting[], navigation?: Navigation): void {
  navigate(here(...settings), navigation);
}

/** A value of the query and what changes it. */
export function useParam<T>(param: Param<T>, navigation?: Navigation): readonly [T, (value: T) => void] {
  return [read(param), (value) => update([set(param, value)], navigation)];
}

function changed(query: URLSearchParams, settings: readonly Setting[]): URLSearchParams {
  for (const [name, values] of settings) {
    const [first, ...others] = values;
    if (first === undefined) {
      query.delete(name);
    } else {
      query.set(name, first);
    }
    for (const value of others) {
      query.append(name, value);
    }
  }
  return query;
}

function withQuery(path: string, query: URLSearchParams): string {
  // In a query these need no encoding, and a link is for people too.
  const text = query.toString().replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%2C/g, ',');
  return text ? `${path}?${text}` : path;
}
