import { describe, expect, it } from 'vitest';
import type { Schema } from '../../api/client.ts';
import { navigate } from '../../router/location.ts';
import { url } from '../../router/params.ts';
import { deployComparison, deploysOf } from './deploys.ts';
import { selectionOf } from './selection.ts';

const STEP = 3600;
const BEGIN = 1_800_000_000;

/** A character a step: a digit for what was used, a dash for nothing. */
function series(versions: Readonly<Record<string, string>>): Schema<'Series'> {
  const lines = Object.entries(versions);
  return {
    sampleType: 'cpu',
    unit: 'cores',
    from: '',
    to: '',
    step: STEP,
    times: [...(lines[0]?.[1] ?? '')].map((_, i) => BEGIN + i * STEP),
    series: lines.map(([version, values]) => ({
      labels: version ? { version } : {},
      instances: 1,
      values: [...values].map((value) => (value === '-' ? null : Number(value))),
    })),
  };
}

const named = (versions: Readonly<Record<string, string>>) =>
  deploysOf(series(versions)).map(
    ({ before, after, from }) => `${(from - BEGIN) / STEP}: ${before} → ${after}`,
  );

describe('deploys', () => {
  it('are versions that come where another was, the newest first, whatever their names', () => {
    expect(named({ f00d: '555---------', beef: '--5555------', cafe: '-----5555555' })).toEqual([
      '5: beef → cafe',
      '2: f00d → beef',
    ]);
  });

  it('come from the version that did most before', () => {
    expect(named({ old: '99999', canary: '11111', new: '---55' })).toEqual(['3: old → new']);
  });

  it('are none of what was there from the first step on, nor of gaps, nor of what had nothing before', () => {
    expect(named({ v1: '55-5--5', v2: '5555555' })).toEqual([]);
    expect(named({ v1: '------5' })).toEqual([]);
    expect(named({ '': '5555555', v2: '---5555' })).toEqual([]);
    expect(named({})).toEqual([]);
  });

  it('are also of a version that comes back', () => {
    expect(named({ v1: '555-------55', v2: '--55555555-5' })).toEqual(['10: v2 → v1', '2: v1 → v2']);
  });
});

describe('the comparison of a deploy', () => {
  const link = (ago: number) => {
    navigate('/service/shop?from=now-1h');
    const selection = selectionOf('shop', 'cpu', BEGIN);
    const deploy = { before: 'v1', after: 'v2', from: BEGIN - ago, to: BEGIN - ago + STEP };
    return new URLSearchParams(url('', ...deployComparison(selection, deploy)));
  };

  it('is of as long before as it lasts', () => {
    const query = link(5 * STEP);

    expect(query.get('base.match')).toBe('{version="v1"}');
    expect(query.get('match')).toBe('{version="v2"}');
    expect([query.get('from'), query.get('to')].map(Number)).toEqual([BEGIN - 5 * STEP, BEGIN]);
    expect([query.get('base.from'), query.get('base.to')].map(Number)).toEqual([
      BEGIN - 9 * STEP,
      BEGIN - 4 * STEP,
    ]);
  });

  it('is of a day at most, and of an hour at least', () => {
    expect(Number(link(100 * STEP).get('to'))).toBe(BEGIN - 76 * STEP);
    expect(Number(link(60).get('to'))).toBe(BEGIN - 60 + STEP);
  });
});
