import { signal } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';

/** As the server takes its own `now`: who asks within a step asks the same question, which is answered once. */
const STEP_SECONDS = 5;

/** How far the server's clock is ahead of this machine's, in milliseconds. */
const ahead = signal(0);

/** `Date` has no parts of a second: what differs by less is no difference, and a clock that follows it would go back and forth. */
const DATE_STEP_MILLIS = 1000;

/** Takes the server's time from the `Date` of an answer. */
export function learnTime(headers: Headers): void {
  const measured = Date.parse(headers.get('Date') ?? '') - Date.now();
  if (Math.abs(measured - ahead.peek()) >= DATE_STEP_MILLIS) {
    ahead.value = measured;
  }
}

/** What time it is by the server's clock, in milliseconds since 1970; to a second. */
export function serverTime(): number {
  return Date.now() + ahead.value;
}

/** What `now` is in a question, by the server's clock, in Unix seconds. */
export function serverNow(): number {
  return Math.ceil(serverTime() / 1000 / STEP_SECONDS) * STEP_SECONDS;
}

const RELATIVE = /^now((?:[+-](?:\d+(?:ms|[smhdwy]))+)*)$/;
const OFFSET = /([+-])((?:\d+(?:ms|[smhdwy]))+)/g;
const DURATION = /(\d+)(ms|[smhdwy])/g;
const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** A time relative to now in Unix seconds; any other, and those that are rounded, as it is: what it means does not change within the moment. */
export function at(time: string, now: number | undefined): string {
  const offsets = RELATIVE.exec(time)?.[1];
  if (now === undefined || offsets === undefined) {
    return time;
  }
  let seconds = now;
  for (const [, sign, duration = ''] of offsets.matchAll(OFFSET)) {
    for (const [, count, unit = ''] of duration.matchAll(DURATION)) {
      seconds += (sign === '-' ? -1 : 1) * Number(count) * (SECONDS[unit] ?? 0);
    }
  }
  return String(Math.max(0, Math.round(seconds * 1000) / 1000));
}

/**
 * One `now` for all questions about the same thing, so that their answers are of the same profiles; another when the key changes.
 *
 * @returns it, in Unix seconds, and what takes a newer one
 */
export function useNow(key: string): readonly [now: number, renew: () => void] {
  const [round, setRound] = useState(0);
  const now = useMemo(serverNow, [key, round]);
  return [now, () => setRound((n) => n + 1)];
}
