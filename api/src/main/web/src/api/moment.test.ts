import { afterEach, describe, expect, it, vi } from 'vitest';
import { at, learnTime, serverNow, serverTime } from './moment.ts';

const NOW = 1_800_000_000;

describe('a time in a question', () => {
  it.each([
    ['now', NOW],
    ['now-6h', NOW - 6 * 3600],
    ['now-1d', NOW - 86_400],
    ['now-1h30m', NOW - 5400],
    ['now-1w+1d', NOW - 6 * 86_400],
    ['now-1500ms', NOW - 1.5],
    ['now-400d', NOW - 400 * 86_400],
  ])('is pinned: %s', (time, seconds) => {
    expect(at(time, NOW)).toBe(String(seconds));
  });

  it.each(['1790000000', '2026-03-01T12:00:00Z', 'now-1d/d', 'now-', 'now-6x', 'now6h', 'yesterday', ''])(
    'stays for the server to read: %s',
    (time) => {
      expect(at(time, NOW)).toBe(time);
    },
  );

  it('stays relative where it is for later', () => {
    expect(at('now-6h', undefined)).toBe('now-6h');
  });

  it('begins no sooner than time does', () => {
    expect(at('now-100y', NOW)).toBe('0');
  });
});

describe('now', () => {
  afterEach(() => {
    vi.useRealTimers();
    learnTime(new Headers({ Date: new Date().toUTCString() }));
  });

  it('is the server’s, in steps', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') });

    learnTime(new Headers({ Date: 'Sun, 01 Mar 2026 13:00:01 GMT' }));

    expect(serverNow()).toBe(Date.parse('2026-03-01T13:00:05Z') / 1000);
    expect(serverTime()).toBe(Date.parse('2026-03-01T13:00:01Z'));
  });

  it('does not go back because an answer’s time has no parts of a second', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') });
    learnTime(new Headers({ Date: 'Sun, 01 Mar 2026 13:00:01 GMT' }));

    vi.advanceTimersByTime(900);
    learnTime(new Headers({ Date: 'Sun, 01 Mar 2026 13:00:01 GMT' }));

    expect(serverTime()).toBe(Date.parse('2026-03-01T13:00:01.900Z'));
  });

  it('is this machine’s where the server does not say', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') });
    learnTime(new Headers({ Date: 'Sun, 01 Mar 2026 12:00:00 GMT' }));

    learnTime(new Headers());
    learnTime(new Headers({ Date: 'soon' }));

    expect(serverNow()).toBe(Date.parse('2026-03-01T12:00:00Z') / 1000);
  });
});
