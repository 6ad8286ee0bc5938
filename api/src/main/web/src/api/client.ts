import { learnTime } from './moment.ts';
import { isAbort, ProblemError, problemOf, unreachable } from './problem.ts';
import type { components, paths } from './schema.d.ts';

/** The shapes of the API, by their names in openapi.yaml: `Schema<'Target'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

type Json<Responses> = Responses extends { 200: { content: { 'application/json': infer Body } } }
  ? Body
  : never;
type Operation<P, Method extends string> =
  P extends Record<Method, infer O>
    ? Exclude<O, undefined> extends { responses: infer R; parameters: infer A }
      ? { responses: R; parameters: A }
      : never
    : never;
type Given<A, Where extends string> =
  A extends Record<Where, infer V> ? V : A extends { [K in Where]?: infer V } ? V : never;

/** The paths that answer GET with JSON. */
export type JsonPath = {
  [P in keyof paths]: Json<Operation<paths[P], 'get'>['responses']> extends never ? never : P;
}[keyof paths];

export type Body<P extends JsonPath> = Json<Operation<paths[P], 'get'>['responses']>;
export type Query<P extends keyof paths> = Partial<
  NonNullable<Given<Operation<paths[P], 'get'>['parameters'], 'query'>>
>;

/** What an answer is made of, as its headers say. */
export interface MadeOf {
  readonly profiles: number | undefined;
  readonly instances: number | undefined;
  /** 0 to 1. */
  readonly coverage: number | undefined;
  /** Names of filters whose pattern is nowhere in it. */
  readonly unmatched: readonly string[];
}

export interface Answer<T> {
  readonly body: T;
  readonly madeOf: MadeOf;
}

export interface Asking<P extends keyof paths> {
  readonly query?: Query<P>;
  /** Values for the variables of the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks for JSON. Fails with a {@link ProblemError} that says what to do, or an AbortError. */
export async function get<P extends JsonPath>(path: P, asking: Asking<P> = {}): Promise<Answer<Body<P>>> {
  const response = await request(address(path, asking), asking.signal ? { signal: asking.signal } : {});
  return { body: (await response.json()) as Body<P>, madeOf: madeOf(response.headers) };
}

/** Sends JSON, and gives the answer's. Fails as {@link get} does. */
export async function post<T>(path: keyof paths, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as T;
}

/** The URL of a question, also for a link to what the API answers. */
export function address<P extends keyof paths>(
  path: P,
  { path: values = {}, query = {} }: Asking<P> = {},
): string {
  const filled = path.replace(/\{(\w+)}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    // An empty text says nothing, but as one of several.
    const all: readonly unknown[] = Array.isArray(value) ? value : value === '' ? [] : [value];
    for (const one of all.filter((one) => one !== undefined)) {
      parameters.append(name, String(one));
    }
  }
  const text = parameters.toString();
  return text ? `${filled}?${text}` : filled;
}

async function request(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((failure: unknown) => {
    throw isAbort(failure) ? failure : unreachable();
  });
  learnTime(response.headers);
  if (!response.ok) {
    throw new ProblemError(await problemOf(response));
  }
  return response;
}

function madeOf(headers: Headers): MadeOf {
  const number = (name: string) => {
    const value = headers.get(name);
    return value === null ? undefined : Number(value);
  };
  return {
    profiles: number('Tributary-Profiles'),
    instances: number('Tributary-Instances'),
    coverage: number('Tributary-Coverage'),
    unmatched: headers.get('Tributary-Unmatched-Filters')?.split(', ') ?? [],
  };
}
