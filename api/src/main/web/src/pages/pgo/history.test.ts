import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../api/problem.ts';
import { hasProfiles, pastReports } from './history.ts';
import type { Report } from './pgo.ts';

const reportAt = (at: number) => ({ to: String(at) }) as unknown as Report;
const failing = (status: number) =>
  new ProblemError({ title: '', detail: `answered ${status}`, fix: '', status });

describe('reports of the past', () => {
  it('have a gap where there were no profiles', async () => {
    const ask = async (at: number) => {
      if (at === 2) {
        throw failing(404);
      }
      return reportAt(at);
    };

    expect(await pastReports([1, 2, 3], () => true, ask)).toEqual([
      { at: 1, report: reportAt(1) },
      { at: 2, report: undefined },
      { at: 3, report: reportAt(3) },
    ]);
  });

  it('are not asked for where it is known that there were none', async () => {
    const asked: number[] = [];
    const ask = async (at: number) => {
      asked.push(at);
      return reportAt(at);
    };
    const past = await pastReports([1, 2, 3], (at) => at !== 2, ask);

    expect(asked).toEqual([1, 3]);
    expect(past[1]).toEqual({ at: 2, report: undefined });
  });

  it('fail with any other problem', async () => {
    await expect(
      pastReports(
        [1],
        () => true,
        () => Promise.reject(failing(503)),
      ),
    ).rejects.toThrow('answered 503');
  });
});

describe('a window', () => {
  const HOUR = 3600;
  const DAY = 24 * HOUR;
  /** Profiles in the first hour of the third day. */
  const series = {
    times: [DAY, 2 * DAY, 2 * DAY + HOUR, 3 * DAY],
    series: [{ values: [null, 0, null, null] }, { values: [null, null, null, null] }],
  };

  it('has profiles where one of its steps has', () => {
    expect(
      [DAY, 2 * DAY, 2 * DAY + HOUR, 3 * DAY, 3 * DAY + HOUR].map((at) => hasProfiles(series, at, DAY)),
    ).toEqual([false, false, true, true, false]);
  });
});
