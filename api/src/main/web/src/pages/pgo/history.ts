import { ProblemError } from '../../api/problem.ts';
import type { Report } from './pgo.ts';

/** What the report would have said at a time. */
export interface Past {
  /** Unix seconds. */
  readonly at: number;
  /** Undefined where there were no profiles to make it of. */
  readonly report: Report | undefined;
}

/** The reports at some times, one after the other: each may be the merge of a month. */
export async function pastReports(
  times: readonly number[],
  ask: (at: number) => Promise<Report>,
): Promise<readonly Past[]> {
  const past: Past[] = [];
  for (const at of times) {
    past.push({ at, report: await reportOrNone(() => ask(at)) });
  }
  return past;
}

async function reportOrNone(ask: () => Promise<Report>): Promise<Report | undefined> {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof ProblemError && failure.problem.status === 404) {
      return undefined;
    }
    throw failure;
  }
}
