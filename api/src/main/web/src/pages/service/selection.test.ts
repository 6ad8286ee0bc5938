import { describe, expect, it } from 'vitest';
import { navigate } from '../../router/location.ts';
import { comparingOf, diffQuery } from '../compare/selection.ts';
import { formatRange, mergeQuery, parseRange, selectionOf, seriesQuery } from './selection.ts';

describe('what is looked at', () => {
  it('is asked of the API as the URL says it', () => {
    navigate('/service/shop?from=now-6h&match=%7Bversion%3D%22v1%22%7D&range=100-200&focus=json');
    const selection = selectionOf('shop', 'cpu', 1_800_000_000);

    expect(mergeQuery(selection)).toEqual({
      service: 'shop',
      type: 'cpu',
      match: ['{version="v1"}'],
      from: '100',
      to: '200',
      focus: 'json',
    });
    expect(seriesQuery(selection, 'version')).toMatchObject({
      from: '1799978400',
      to: '1800000000',
      by: ['version'],
    });
    expect(seriesQuery({ ...selection, now: undefined }, '')).toMatchObject({ from: 'now-6h', to: 'now' });
  });

  it('has a range of whole seconds that holds what was chosen', () => {
    expect(formatRange({ from: 100.7, to: 200.2 })).toBe('100-201');
    expect(parseRange('100-201')).toEqual({ from: 100, to: 201 });
    expect(parseRange('200-100')).toBeUndefined();
    expect(parseRange('a-b')).toBeUndefined();
  });
});

describe('what is compared', () => {
  it('takes of the other side what is not said of the base', () => {
    navigate('/compare?from=now-2h&match=%7Bversion%3D%22v2%22%7D');

    // Nothing selected is not the same as nothing said.
    expect(diffQuery(comparingOf('shop', 'cpu', 1_800_000_000))).toEqual({
      service: 'shop',
      type: 'cpu',
      match: ['{version="v2"}'],
      from: '1799992800',
      to: '1800000000',
      'base.from': '1799992800',
      'base.to': '1800000000',
      'base.match': ['{}'],
      normalize: 'rate',
    });
  });
});
