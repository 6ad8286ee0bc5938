import { describe, expect, it } from 'vitest';
import { relative, stamp } from './time.ts';

describe('times', () => {
  const now = Date.UTC(2026, 2, 1, 12);

  it.each([
    [0, 'now'],
    [12, '12 s ago'],
    [119, '1 min ago'],
    [3 * 3600, '3 h ago'],
    [50 * 3600, '2 d ago'],
    [-90, 'in 1 min'],
  ])('%d seconds before now are %s', (seconds, text) =>
    expect(relative(now - seconds * 1000, now)).toBe(text),
  );

  it('are written without a time zone of their own', () => {
    expect(stamp(new Date(2026, 2, 1, 9, 5, 7))).toBe('2026-03-01 09:05:07');
  });
});
