import type { Schema } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { serviceOf } from '../../format/service.ts';
import { DAY, HOUR } from '../../format/time.ts';

export type Service = Schema<'Service'>;
export type Series = Schema<'Series'>;
export type Scrapes = Schema<'Scrapes'>;
export type Target = Schema<'Target'>;

/** Values over time, one a step. */
export type Values = readonly (number | null)[];

/** The values of each service, of an answer by `service_name` and `job`. */
export function byService(series: Series | undefined): ReadonlyMap<string, Values> {
  const services = new Map<string, Values>();
  for (const { labels, values } of series?.series ?? []) {
    const service = serviceOf(labels);
    const there = services.get(service);
    services.set(service, there ? sum(there, values) : values);
  }
  return services;
}

function sum(a: Values, b: Values): Values {
  return a.map((value, i) => {
    const other = b[i] ?? null;
    return value === null && other === null ? null : (value ?? 0) + (other ?? 0);
  });
}

/** How many minutes ago a service must have been profiled, for what it does to be known now. */
const NOW = 30;
/** Over so many minutes it is averaged: one alone is restless. */
const AVERAGED = 10;

/** What is used now, of values by the minute. In longer steps one that has only come is there for a small part of the last step. */
export function latest(minutes: Values | undefined): number | undefined {
  const last = minutes?.findLastIndex((value) => value !== null) ?? -1;
  if (!minutes || last < 0 || last < minutes.length - NOW) {
    return undefined;
  }
  return average(minutes.slice(Math.max(0, last + 1 - AVERAGED), last + 1));
}

function average(values: Values): number | undefined {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b) / known.length;
}

/** A service over the last day, and what it is now. */
export interface Plot {
  readonly day: Values;
  readonly now: number | undefined;
}

function plots(
  day: ReadonlyMap<string, Values>,
  lately: ReadonlyMap<string, Values>,
): ReadonlyMap<string, Plot> {
  return new Map(
    [...day].map(([service, values]) => [service, { day: values, now: latest(lately.get(service)) }]),
  );
}

export const IN_USE = 'inuse_space';

/** Bytes of the heap in use, of each service that tells them. What is allocated in a second is another quantity, and no column has two. */
export function heaps(series: Series | undefined): ReadonlyMap<string, Values> {
  return byService(series?.sampleType === IN_USE ? series : undefined);
}

/** What became of a service's scrapes. */
export interface Errors {
  /** How many failed, one a step. */
  readonly failures: Values;
  /** Which share of them failed in the last three steps; undefined where there were none. */
  readonly share: number | undefined;
  readonly scrapes: number;
  readonly failed: number;
  /** Why, and how often; the commonest first. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
  /** From when on it is known, where that is less than was asked for. */
  readonly since: Date | undefined;
}

/** The errors of each service that was scraped. */
export function errorsByService(answer: Scrapes | undefined): ReadonlyMap<string, Errors> {
  const isShort = answer?.since && Date.parse(answer.since) > Date.parse(answer.from);
  const since = isShort ? new Date(answer.since) : undefined;
  return new Map(
    answer?.services.map(({ service, scrapes, failures, reasons }): [string, Errors] => [
      service,
      {
        failures,
        share: total(scrapes.slice(-3)) ? total(failures.slice(-3)) / total(scrapes.slice(-3)) : undefined,
        scrapes: total(scrapes),
        failed: total(failures),
        reasons: Object.entries(reasons).sort(([, a], [, b]) => b - a),
        since,
      },
    ]),
  );
}

function total(values: Values): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

export interface Change {
  readonly before: number;
  readonly after: number;
  /** after / before − 1 */
  readonly share: number;
}

/** What the last hour uses against the same hour of the day before; undefined where either is not known. */
export function sinceYesterday(times: readonly number[], values: Values | undefined): Change | undefined {
  const last = times.at(-1);
  if (values === undefined || last === undefined) {
    return undefined;
  }
  const after = mean(times, values, last - HOUR, last);
  const before = mean(times, values, last - DAY - HOUR, last - DAY);
  if (after === undefined || !before) {
    return undefined;
  }
  return { before, after, share: after / before - 1 };
}

function mean(times: readonly number[], values: Values, from: number, to: number): number | undefined {
  return average(
    values.filter((_, i) => {
      const time = times[i] ?? 0;
      return time > from && time <= to;
    }),
  );
}

/** Those whose cores changed most, at most so many: by cores, as a tenth of a thousand counts for more than all of one. */
export function changedMost(
  changes: ReadonlyMap<string, Change>,
  most: number,
): readonly (readonly [service: string, change: Change])[] {
  return [...changes]
    .filter(([, { share }]) => Math.abs(share) >= 0.01)
    .sort(([, a], [, b]) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, most);
}

/** What is down of a service, and why. */
export interface Down {
  readonly service: string;
  readonly down: number;
  readonly targets: number;
  /** Each reason once. */
  readonly errors: readonly string[];
}

export function whatIsDown(targets: readonly Target[]): readonly Down[] {
  const services = new Map<string, Target[]>();
  for (const target of targets) {
    const service = serviceOf(target.labels);
    const there = services.get(service);
    if (there) {
      there.push(target);
    } else {
      services.set(service, [target]);
    }
  }
  return [...services]
    .map(([service, all]) => {
      const down = all.filter(({ health }) => health === 'down');
      const errors = down.flatMap(({ profiles }) => profiles.map(({ lastError }) => lastError));
      return {
        service,
        down: down.length,
        targets: all.length,
        errors: [...new Set(errors.filter((error) => error !== ''))],
      };
    })
    .filter(({ down }) => down > 0)
    .sort((a, b) => b.down - a.down || a.service.localeCompare(b.service));
}

/** Series by `service_name` and `job`. */
export interface Usage {
  readonly day: Series | undefined;
  /** By the minute. */
  readonly lately: Series | undefined;
}

/** What the server answered about the fleet; undefined where it did not yet, or could not. */
export interface Answers {
  readonly services: readonly Service[];
  readonly targets: readonly Target[] | undefined;
  readonly cores: Usage;
  readonly heap: Usage;
  readonly goroutines: Usage;
  readonly scrapes: Scrapes | undefined;
}

/** A service and what is known of it. */
export interface Row {
  readonly service: Service;
  readonly cores: Plot | undefined;
  /** Bytes in use. */
  readonly heap: Plot | undefined;
  readonly goroutines: Plot | undefined;
  readonly change: Change | undefined;
  readonly errors: Errors | undefined;
  readonly down: Down | undefined;
}

export interface Fleet {
  /** One for each service, as they came. */
  readonly rows: readonly Row[];
  /** Of the services that are profiled now. */
  readonly changes: ReadonlyMap<string, Change>;
  readonly down: readonly Down[];
}

export function fleetOf(answers: Answers): Fleet {
  const cores = plots(byService(answers.cores.day), byService(answers.cores.lately));
  const inUse = plots(heaps(answers.heap.day), heaps(answers.heap.lately));
  const goroutines = plots(byService(answers.goroutines.day), byService(answers.goroutines.lately));
  const errors = errorsByService(answers.scrapes);
  const down = whatIsDown(answers.targets ?? []);
  const downByService = new Map(down.map((one) => [one.service, one]));
  const changes = new Map<string, Change>();
  for (const [service, { day }] of cores) {
    const change = sinceYesterday(answers.cores.day?.times ?? [], day);
    if (change) {
      changes.set(service, change);
    }
  }
  const rows = answers.services.map(
    (service): Row => ({
      service,
      cores: cores.get(service.service),
      heap: inUse.get(service.service),
      goroutines: goroutines.get(service.service),
      change: changes.get(service.service),
      errors: errors.get(service.service),
      down: downByService.get(service.service),
    }),
  );
  const isNow = ([service]: readonly [string, Change]) => cores.get(service)?.now !== undefined;
  return { rows, changes: new Map([...changes].filter(isNow)), down };
}

/**
 * What the page says of a question about all services that has no answer. Of a fleet that is too large for it the server advises to ask for less,
 * which who looks at all of it cannot.
 */
export function unanswered(problem: Problem): Problem {
  return problem.status !== 422
    ? problem
    : {
        ...problem,
        title: 'The fleet is too large to plot each of its services',
        fix: 'Open a service for its own plots. What the table does show is complete.',
      };
}
