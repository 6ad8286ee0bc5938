/** In seconds. */
export const HOUR = 3600;
export const DAY = 24 * HOUR;

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [365 * DAY, 'y'],
  [DAY, 'd'],
  [HOUR, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** How long ago a time is, or how far off: `12 s ago`, `in 3 min`. */
export function relative(time: number, now: number): string {
  const difference = (now - time) / 1000;
  const size = Math.abs(difference);
  if (size < 1) {
    return 'now';
  }
  const [unit, name] = UNITS.find(([seconds]) => size >= seconds) ?? [1, 's'];
  const amount = `${Math.floor(size / unit)} ${name}`;
  return difference > 0 ? `${amount} ago` : `in ${amount}`;
}

/** `2026-03-01 12:00:00`, in the time zone of who looks. */
export function stamp(time: Date): string {
  return `${day(time)} ${clock(time)}`;
}

export function day(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

export function clock(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
