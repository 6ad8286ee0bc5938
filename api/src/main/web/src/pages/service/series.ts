import type { Schema } from '../../api/client.ts';
import { bytes, number, short } from '../../format/quantity.ts';
import { serviceOf } from '../../format/service.ts';

/** A line of the plot. */
export interface Shown {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly mean: number | null;
  readonly most: number | null;
}

/** As many as there are colours to tell them apart. */
const MOST_SERIES = 8;

/** The largest series, with their names. */
export function shownSeries({ series }: Schema<'Series'>): readonly Shown[] {
  return series
    .map((one) => {
      const there = one.values.filter((value) => value !== null);
      return {
        name: nameOf(one.labels),
        values: one.values,
        mean: there.length === 0 ? null : there.reduce((a, b) => a + b, 0) / there.length,
        most: there.length === 0 ? null : there.reduce((a, b) => Math.max(a, b)),
      };
    })
    .sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1))
    .slice(0, MOST_SERIES);
}

function nameOf(labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels);
  return entries.length === 0
    ? 'all instances'
    : entries.map(([name, value]) => (value ? value : `no ${name}`)).join(', ');
}

/** The top of an axis: a little above the largest value, and something where all are zero. */
export function mostShown(most: number | null): number {
  return most && most > 0 ? most * 1.08 : 1;
}

export function axisText(value: number, unit: string): string {
  if (unit.startsWith('bytes')) {
    return bytes(value);
  }
  return value >= 1000 ? short(value) : number(value);
}

/** Room for the axis' texts, in pixels. */
export function axisSize(unit: string): number {
  return unit.startsWith('bytes') ? 62 : 46;
}

/** By which labels a service can be split: those of its targets; of who is none, which sends its profiles, all that its profiles have. */
export function splitNames(
  service: string,
  targets: readonly Schema<'Target'>[],
  labels: readonly string[],
): readonly string[] {
  const own = targets.filter((target) => serviceOf(target.labels) === service);
  const names = own.flatMap((target) => Object.keys(target.labels)).filter((name) => !name.startsWith('__'));
  return [...new Set(own.length === 0 ? labels : names)].sort();
}
