import { effect } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const SERVER = Date.parse('2026-03-06T12:00:00Z');

describe('how long ago something was', () => {
  beforeEach(() => {
    vi.resetModules();
    // This machine is five days behind the server.
    vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The texts that were drawn since the server said its time. */
  async function drawn(time: number): Promise<string[]> {
    const { ageOf } = await import('./clock.ts');
    const { learnTime } = await import('../api/moment.ts');
    const age = ageOf(time);
    const texts: string[] = [];
    const stop = effect(() => {
      texts.push(age.value);
    });
    onTestFinished(stop);
    texts.length = 0;
    learnTime(new Headers({ Date: new Date(SERVER).toUTCString() }));
    return texts;
  }

  it('goes by the server’s clock, as soon as it is known', async () => {
    expect(await drawn(SERVER - 12_000)).toEqual(['12 s ago']);
  });

  it('is drawn each second below a minute', async () => {
    const texts = await drawn(SERVER - 57_000);

    vi.advanceTimersByTime(4000);

    expect(texts).toEqual(['57 s ago', '58 s ago', '59 s ago', '1 min ago']);
  });

  it('is not drawn again while it says the same', async () => {
    const texts = await drawn(SERVER - 2 * 3_600_000);

    vi.advanceTimersByTime(3_599_000);
    expect(texts).toEqual(['2 h ago']);

    vi.advanceTimersByTime(1000);
    expect(texts).toEqual(['2 h ago', '3 h ago']);
  });
});
