import { describe, expect, it } from 'vitest';
import { bytes, count, number, percent, quantity, seconds, short } from './quantity.ts';

describe('quantities', () => {
  it.each([
    [0, '0'],
    [0.012345, '0.0123'],
    [1.005, '1.01'],
    [-12.34, '−12.3'],
    [-1234, '−1,234'],
    [1234.5, '1,235'],
  ])('%d is written %s', (value, text) => expect(number(value)).toBe(text));

  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1023.6, '1 KiB'],
    [1024, '1 KiB'],
    [1024 ** 2 - 1, '1 MiB'],
    [1.5 * 2 ** 30, '1.5 GiB'],
    [-3 * 2 ** 20, '−3 MiB'],
  ])('%d bytes are %s', (value, text) => expect(bytes(value)).toBe(text));

  it.each([
    [3e-9, '3 ns'],
    [0.0025, '2.5 ms'],
    [0.9994, '999 ms'],
    [0.9997, '1 s'],
    [-0.9997, '−1 s'],
    [0.0009997, '1 ms'],
    [0.9997e-6, '1 µs'],
    [1.5, '1.5 s'],
    [600, '10 min'],
    [7200, '2 h'],
    [14 * 86400, '14 d'],
  ])('%d seconds are %s', (value, text) => expect(seconds(value)).toBe(text));

  it.each([
    [1, 'cores', '1 core'],
    [0.25, 'cores', '0.25 cores'],
    [0.9999, 'cores', '1 core'],
    [0.99, 'cores', '0.99 cores'],
    [-1, 'cores', '−1 core'],
    [2 ** 20, 'bytes/second', '1 MiB/s'],
    [12, 'count', '12'],
    [1.5e9, 'nanoseconds', '1.5 s'],
    [3, 'widgets', '3 widgets'],
  ])('%d %s are %s', (value, unit, text) => expect(quantity(value, unit)).toBe(text));

  it('are short on an axis', () => {
    expect([12, 12_345, 3e6].map(short)).toEqual(['12', '12.3k', '3M']);
  });

  it('have shares that do not round to nothing', () => {
    expect([0, 0.000001, 0.0123, 0.09999, 0.5, -0.02].map(percent)).toEqual([
      '0.0 %',
      '<0.01 %',
      '1.23 %',
      '10.0 %',
      '50.0 %',
      '−2.00 %',
    ]);
  });

  it('have plurals', () => {
    expect([count(1, 'target'), count(2, 'target'), count(0, 'capture')]).toEqual([
      '1 target',
      '2 targets',
      '0 captures',
    ]);
  });
});
