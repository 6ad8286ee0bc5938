import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../api/problem.ts';
import { pastReports } from './history.ts';
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

    expect(await pastReports([1, 2, 3], ask)).toEqual([
      { at: 1, report: reportAt(1) },
      { at: 2, report: undefined },
      { at: 3, report: reportAt(3) },
    ]);
  });

  it('fail with any other problem', async () => {
    await expect(pastReports([1], () => Promise.reject(failing(503)))).rejects.toThrow('answered 503');
  });
});
