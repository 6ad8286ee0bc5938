import { describe, expect, it } from 'vitest';
import {
  byJob,
  type Health,
  lastErrors,
  nameOf,
  type Target,
  type Wanted,
  wantedDropped,
  wantedTargets,
} from './filter.ts';

function target(job: string, instance: string, health: Health, lastError = ''): Target {
  return {
    scrapePool: job,
    discoveredLabels: { __address__: instance },
    labels: { job, instance, region: 'eu' },
    health,
    samplingIntervals: 1,
    overheadBudget: 0.1,
    overheadShare: 0,
    profiles: [
      {
        type: 'cpu',
        scrapeUrl: `http://${instance}/debug/pprof/profile`,
        scrapeInterval: 60,
        health,
        lastScrape: null,
        lastScrapeDuration: null,
        lastScrapeBytes: 0,
        lastError,
        downSince: null,
        nextScrape: null,
      },
    ],
  };
}

const all: readonly Target[] = [
  target('shop', 'a:1', 'up'),
  target('shop', 'b:1', 'down', 'connection refused'),
  target('cart', 'c:1', 'unknown'),
];
const any: Wanted = { health: 'any', job: '', words: '' };
const names = (targets: readonly Target[]) => targets.map(nameOf);

describe('targets', () => {
  it('are all wanted where nothing is asked', () => {
    expect(wantedTargets(all, any)).toEqual(all);
  });

  it('are chosen by health and job', () => {
    expect(names(wantedTargets(all, { ...any, health: 'down' }))).toEqual(['b:1']);
    expect(names(wantedTargets(all, { ...any, job: 'cart' }))).toEqual(['c:1']);
  });

  it.each([
    ['region="eu"', ['a:1', 'b:1', 'c:1']],
    ['REFUSED', ['b:1']],
    ['shop b:', ['b:1']],
    ['http://c', ['c:1']],
    ['nowhere', []],
  ])('are found by %s', (words, found) =>
    expect(names(wantedTargets(all, { ...any, words }))).toEqual(found),
  );

  it('stand by job, what is down first', () => {
    const jobs = byJob(all);

    expect(jobs.map(({ name, up }) => [name, up])).toEqual([
      ['cart', 0],
      ['shop', 1],
    ]);
    expect(jobs.map(({ targets }) => names(targets))).toEqual([['c:1'], ['b:1', 'a:1']]);
  });

  it('that are dropped are found by why', () => {
    const dropped = [
      {
        scrapePool: 'shop',
        discoveredLabels: { __address__: 'd:1' },
        reason: 'relabelled',
        detail: 'action drop',
      },
      {
        scrapePool: 'cart',
        discoveredLabels: { __address__: 'e:1' },
        reason: 'shard',
        detail: 'another collector',
      },
    ] as const;

    expect(wantedDropped(dropped, { ...any, words: 'drop' })).toEqual([dropped[0]]);
    expect(wantedDropped(dropped, { ...any, job: 'cart' })).toEqual([dropped[1]]);
    expect(wantedDropped(dropped, any)).toEqual(dropped);
  });

  it('say each error once, and since when', () => {
    const [cpu] = target('shop', 'a:1', 'down', 'refused').profiles;
    if (!cpu) {
      throw new Error('it has one');
    }
    const scrapes = [
      { ...cpu, downSince: '2026-03-01T12:00:00Z' },
      { ...cpu, type: 'heap', downSince: '2026-03-01T11:00:00Z' },
      { ...cpu, type: 'mutex', lastError: 'no such page' },
      { ...cpu, type: 'block', lastError: '' },
    ];

    expect(lastErrors(scrapes)).toEqual([
      { error: 'refused', types: ['cpu', 'heap'], since: '2026-03-01T11:00:00Z' },
      { error: 'no such page', types: ['mutex'], since: null },
    ]);
  });
});
