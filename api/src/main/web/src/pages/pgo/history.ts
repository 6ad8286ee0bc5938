import { unlessRefused } from '../../api/problem.ts';
import type { Report } from './pgo.ts';

/** What the report would have said at a time. */
export interface Past {
  /** Unix seconds. */
  readonly at: number;
  /** Undefined where there were no profiles to make it of. */
  readonly report: Report | undefined;
}

/** The reports at some times, one after the other: each may be the merge of a month. What has no profiles is not asked for: browsers log a 404 as an error. */
export async function pastReports(
  times: readonly number[],
  has: (at: number) => boolean,
  ask: (at: number) => Promise<Report>,
): Promise<readonly Past[]> {
  const past: Past[] = [];
  for (const at of times) {
    past.push({ at, report: has(at) ? await unlessRefused(ask(at), 404, undefined) : undefined });
  }
  return past;
}

/** Totals over time, a null where there were no profiles. */
export interface Totals {
  /** When each step begins, Unix seconds. */
  readonly times: readonly number[];
  readonly series: readonly { readonly values: readonly (number | null)[] }[];
}

/** Whether there are profiles in the window, in seconds, up to a time. */
export function hasProfiles({ times, series }: Totals, at: number, window: number): boolean {
  return series.some(({ values }) =>
    values.some((value, i) => {
      const time = times[i] ?? at;
      return value !== null && time >= at - window && time < at;
    }),
  );
}
