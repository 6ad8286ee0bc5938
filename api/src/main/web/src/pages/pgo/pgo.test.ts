import { describe, expect, it } from 'vitest';
import { byLevel, type Check, pastTimes, type Report, refreshCommand, twoVersions, why } from './pgo.ts';

const check = (name: string, level: Check['level']): Check => ({
  name,
  level,
  finding: `${name} found`,
  advice: '',
});
const report = (verdict: Report['verdict'], ...checks: readonly Check[]) =>
  ({ verdict, checks }) as unknown as Report;

describe('a report', () => {
  it('says first what has to change', () => {
    const checks = [check('a', 'ok'), check('b', 'broken'), check('c', 'note'), check('d', 'wait')];

    expect(byLevel(checks).map(({ name }) => name)).toEqual(['b', 'd', 'c', 'a']);
  });

  it('says why it is what it is', () => {
    expect(why(report('wait', check('a', 'ok'), check('b', 'wait'), check('c', 'wait')))).toBe(
      'b found; c found',
    );
    expect(why(report('ship', check('a', 'ok')))).toBe('every check is passed');
  });

  it('compares the newest version with the heaviest other one', () => {
    const figures = (versions: readonly string[], newest?: string) =>
      ({
        figures: {
          versions: versions.map((name) => ({ name, share: 0.5 })),
          ...(newest ? { newestVersion: { version: newest, liveMatch: 1, expectedLiveMatch: 1 } } : {}),
        },
      }) as unknown as Report;

    expect(twoVersions(figures(['v2', '', 'v1'], 'v2'))).toEqual(['v1', 'v2']);
    expect(twoVersions(figures(['v1'], 'v1'))).toBeUndefined();
    expect(twoVersions(figures(['v1', 'v2']))).toBeUndefined();
  });
});

describe('the command', () => {
  it('changes the file only when a rebuild pays', () => {
    expect(refreshCommand('http://t', 'shop/eu', '7d')).toBe(
      "curl -fo default.pgo --etag-compare default.pgo.etag --etag-save default.pgo.etag 'http://t/api/v1/pgo/shop%2Feu/default.pgo'\n" +
        'go build -pgo=default.pgo ./...',
    );
    expect(refreshCommand('http://t', 'shop', '1d')).toContain("default.pgo?window=1d'");
  });
});

describe('times in the past', () => {
  const HOUR = 3600;
  const now = 1000 * 24 * HOUR + 600;

  it('are a day apart, and not before the first profile', () => {
    const times = pastTimes(now - 4.5 * 24 * HOUR, now);

    expect(times).toHaveLength(5);
    expect(times.at(-1)).toBe(now - 600);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(24 * HOUR);
  });

  it('are hours apart of what is younger', () => {
    expect(pastTimes(now - 24 * HOUR, now)).toHaveLength(8);
    expect(pastTimes(now - 24 * HOUR, now).map((time) => (now - 600 - time) / HOUR)).toEqual([
      21, 18, 15, 12, 9, 6, 3, 0,
    ]);
    expect(pastTimes(now - 2.5 * HOUR, now)).toHaveLength(2);
  });

  it('are none of what is minutes old, and eight at most', () => {
    expect(pastTimes(now - 60, now)).toEqual([]);
    expect(pastTimes(0, now)).toHaveLength(8);
  });
});
