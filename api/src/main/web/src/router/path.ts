/** The names of a pattern's variables: `/service/:service` has `service`. */
type Variables<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Variables<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never;

export type PathValues<Pattern extends string> = Readonly<Record<Variables<Pattern>, string>>;

/** The values of a pattern's variables in a path, decoded; undefined where it is another path. */
export function matchPath<Pattern extends string>(
  pattern: Pattern,
  path: string,
): PathValues<Pattern> | undefined {
  const wanted = pattern.split('/');
  const given = path.replace(/(?<=.)\/$/, '').split('/');
  if (wanted.length !== given.length) {
    return undefined;
  }
  const values: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const actual = decoded(given[i] ?? '');
    if (part.startsWith(':') ? !actual : part !== actual) {
      return undefined;
    }
    if (part.startsWith(':') && actual) {
      values[part.slice(1)] = actual;
    }
  }
  return values as PathValues<Pattern>;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Whether a value can stand in a path: browsers take `.` and `..`, however they are encoded, for steps of the path. */
export function fitsPath(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..';
}

/** The path with the values put in, each of which {@link fitsPath}. */
export function toPath<Pattern extends string>(pattern: Pattern, values: PathValues<Pattern>): string {
  const given: Readonly<Record<string, string>> = values;
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given[name] ?? ''));
}
