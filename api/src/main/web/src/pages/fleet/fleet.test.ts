import { describe, expect, it } from 'vitest';
import {
  byService,
  changedMost,
  errorsByService,
  fleetOf,
  heaps,
  latest,
  type Scrapes,
  type Series,
  type Service,
  sinceYesterday,
  type Target,
  unanswered,
  whatIsDown,
} from './fleet.ts';

function series(...all: readonly (readonly [Record<string, string>, readonly (number | null)[]])[]): Series {
  return {
    sampleType: 'cpu',
    unit: 'cores',
    from: '2026-03-01T12:00:00Z',
    to: '2026-03-01T13:00:00Z',
    step: 600,
    times: [],
    series: all.map(([labels, values]) => ({ labels, values: [...values], instances: 1 })),
  };
}

describe('series', () => {
  it('belong to the service name, else to the job', () => {
    const services = byService(
      series([{ service_name: 'a', job: 'x' }, [1]], [{ service_name: '', job: 'b' }, [2]]),
    );

    expect([...services]).toEqual([
      ['a', [1]],
      ['b', [2]],
    ]);
  });

  it('of several jobs of a service are added', () => {
    const services = byService(
      series(
        [{ service_name: 'a', job: 'x' }, [1, null, null]],
        [{ service_name: 'a', job: 'y' }, [2, 3, null]],
      ),
    );

    expect(services.get('a')).toEqual([3, 3, null]);
  });

  it('say what is now, where that is known', () => {
    const none = (minutes: number) => Array<null>(minutes).fill(null);

    expect(latest([2])).toBe(2);
    expect(latest([1, 3, null])).toBe(2);
    expect(latest([100, ...Array<number>(10).fill(2), ...none(29)])).toBe(2);
    expect(latest([2, ...none(30)])).toBeUndefined();
    expect(latest(none(3))).toBeUndefined();
    expect(latest(undefined)).toBeUndefined();
    expect(latest([0])).toBe(0);
  });
});

describe('a heap', () => {
  const values = series([{ service_name: 'a', job: 'x' }, [1, null]]);

  it('is what is in use', () => {
    const inUse = { ...values, sampleType: 'inuse_space', unit: 'bytes' };

    expect([...heaps(inUse)]).toEqual([['a', [1, null]]]);
  });

  it('is not known from what is allocated in a second', () => {
    expect(heaps({ ...values, sampleType: 'alloc_space', unit: 'bytes/second' }).size).toBe(0);
    expect(heaps(undefined).size).toBe(0);
  });
});

describe('what changed since yesterday', () => {
  const HOUR = 3600;
  const times = Array.from({ length: 26 }, (_, i) => i * HOUR);

  it('is the last hour against the same hour a day before', () => {
    const values = times.map((time) => (time >= 24 * HOUR ? 3 : 2));

    expect(sinceYesterday(times, values)).toEqual({ before: 2, after: 3, share: 0.5 });
  });

  it('is not known without yesterday or without now', () => {
    expect(
      sinceYesterday(
        times,
        times.map((time) => (time < 20 * HOUR ? null : 1)),
      ),
    ).toBeUndefined();
    expect(
      sinceYesterday(
        times,
        times.map((time) => (time > 20 * HOUR ? null : 1)),
      ),
    ).toBeUndefined();
    expect(sinceYesterday([], [])).toBeUndefined();
  });

  it('goes by cores, and leaves out what is nothing', () => {
    const change = (before: number, after: number) => ({ before, after, share: after / before - 1 });
    const all = new Map([
      ['double', change(0.1, 0.2)],
      ['large', change(100, 90)],
      ['same', change(50, 50.1)],
    ]);

    expect(changedMost(all, 5).map(([service]) => service)).toEqual(['large', 'double']);
    expect(changedMost(all, 1)).toHaveLength(1);
  });
});

describe('errors', () => {
  const answer = (since: string | null, ...services: Scrapes['services']): Scrapes => ({
    from: '2026-03-01T11:00:00Z',
    to: '2026-03-02T12:00:00Z',
    step: 600,
    times: [],
    since,
    uncounted: 0,
    services,
  });
  const shop = {
    service: 'shop',
    scrapes: [null, 10, 10, null, 4],
    failures: [null, 5, 2, null, 1],
    reasons: { dns: 3, timeout: 5 },
  };

  it('are a share of the last three steps’ scrapes, and counts of all', () => {
    expect(errorsByService(answer('2026-03-01T11:00:00Z', shop)).get('shop')).toEqual({
      failures: [null, 5, 2, null, 1],
      share: 3 / 14,
      scrapes: 24,
      failed: 8,
      reasons: [
        ['timeout', 5],
        ['dns', 3],
      ],
      since: undefined,
    });
  });

  it('have no share where nothing was scraped lately', () => {
    const before = { ...shop, scrapes: [2, null, null, null], failures: [1, null, null, null] };
    const errors = errorsByService(answer('2026-03-01T11:00:00Z', before)).get('shop');

    expect(errors?.share).toBeUndefined();
    expect(errors?.failed).toBe(1);
  });

  it('say since when they are known where that is not the whole time', () => {
    const since = '2026-03-02T11:50:00Z';

    expect(errorsByService(answer(since, shop)).get('shop')?.since).toEqual(new Date(since));
    expect(errorsByService(answer(null, shop)).get('shop')?.since).toBeUndefined();
  });

  it('of nobody are not known', () => {
    expect(errorsByService(undefined).size).toBe(0);
    expect(errorsByService(answer('2026-03-01T11:00:00Z')).get('shop')).toBeUndefined();
  });
});

describe('what is down', () => {
  const target = (job: string, health: Target['health'], ...errors: readonly string[]) =>
    ({ labels: { job }, health, profiles: errors.map((lastError) => ({ lastError })) }) as unknown as Target;

  it('is told by service, each reason once', () => {
    const down = whatIsDown([
      target('shop', 'up', ''),
      target('shop', 'down', 'refused', 'refused', ''),
      target('cart', 'down', 'timeout'),
      target('cart', 'down', 'refused'),
      target('ok', 'up', ''),
      target('new', 'unknown', ''),
    ]);

    expect(down).toEqual([
      { service: 'cart', down: 2, targets: 2, errors: ['timeout', 'refused'] },
      { service: 'shop', down: 1, targets: 2, errors: ['refused'] },
    ]);
  });
});

describe('the fleet', () => {
  const service = (name: string) => ({ service: name }) as Service;
  const nothing = {
    targets: undefined,
    cores: { day: undefined, lately: undefined },
    heap: { day: undefined, lately: undefined },
    goroutines: { day: undefined, lately: undefined },
    scrapes: undefined,
  };

  it('has a row for each service, with what is known of it', () => {
    const target = { labels: { job: 'b' }, health: 'down', profiles: [] } as unknown as Target;

    const { rows, down } = fleetOf({
      ...nothing,
      services: [service('a'), service('b')],
      targets: [target],
      goroutines: { day: series([{ job: 'a' }, [5, 1]]), lately: series([{ job: 'a' }, [12]]) },
    });

    expect(rows.map((row) => [row.service.service, row.goroutines, row.down?.down])).toEqual([
      ['a', { day: [5, 1], now: 12 }, undefined],
      ['b', undefined, 1],
    ]);
    expect(down).toHaveLength(1);
  });

  it('lists as changed what is profiled now', () => {
    const seconds = 86_400;
    const times = [0, seconds - 1800, seconds - 1200, seconds - 600, seconds];
    const day = {
      ...series([{ job: 'a' }, [1, null, null, null, 2]], [{ job: 'gone' }, [1, 2, null, null, null]]),
      times,
    };
    const lately = series([{ job: 'a' }, [2]]);

    const { rows, changes } = fleetOf({
      ...nothing,
      services: [service('a'), service('gone')],
      cores: { day, lately },
    });

    expect([...changes.keys()]).toEqual(['a']);
    expect(rows.map(({ change }) => change?.share)).toEqual([1, 1]);
  });

  it('that is too large for a question is not told to ask for less', () => {
    const problem = {
      title: 'Too many points',
      detail: 'more than 1000 groups',
      fix: 'Group by less.',
      status: 422,
    };

    expect(unanswered(problem)).toMatchObject({ detail: 'more than 1000 groups', status: 422 });
    expect(unanswered(problem).fix).not.toContain('Group');
    expect(unanswered({ ...problem, status: 503 }).fix).toBe('Group by less.');
  });
});
