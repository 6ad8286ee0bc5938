/** Three digits that matter, as people write numbers: 0.0123, 1.23, 123, 1,234, −5. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) {
    return withMinus(String(value));
  }
  const digits = size >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return withMinus(value.toLocaleString('en-US', digits));
}

/** A minus is as wide as a plus, and no line ends after it. */
function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}

/** What is less than the next unit by less than the third digit shows is written as one of it: not 1,000 ms but 1 s. */
const ALMOST_ONE = 0.9995;

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** In powers of 1024, as `go tool pprof` scales bytes, with their proper names. */
export function bytes(value: number): string {
  return scaled(value, 1024, BYTES);
}

const COUNTS = ['', 'k', 'M', 'G', 'T', 'P'];

/** Short, for axes and narrow columns: 12.3k. */
export function short(value: number): string {
  return scaled(value, 1000, COUNTS).replace(' ', '');
}

/** 12.3 %; of what is tiny the first digit that is not zero. */
export function percent(share: number): string {
  const value = share * 100;
  const size = Math.abs(value);
  const digits = size >= 10 * ALMOST_ONE || size === 0 ? 1 : 2;
  return size > 0 && size < 0.01
    ? `${value < 0 ? '>\u2212' : '<'}0.01 %`
    : withMinus(`${value.toFixed(digits)} %`);
}

/** A value of a profile or a series in its unit: `1.5 cores`, `12 MiB/s`, `3.2 s`. */
export function quantity(value: number, unit: string): string {
  const [base = '', per] = unit.split('/');
  return amount(value, base) + (per ? `/${per === 'second' ? 's' : per}` : '');
}

function amount(value: number, unit: string): string {
  switch (unit) {
    case 'bytes':
      return bytes(value);
    case 'nanoseconds':
      return seconds(value / 1e9);
    case 'microseconds':
      return seconds(value / 1e6);
    case 'milliseconds':
      return seconds(value / 1e3);
    case 'seconds':
      return seconds(value);
    case 'count':
      return number(value);
    case 'cores':
      return `${number(value)} ${number(Math.abs(value)) === '1' ? 'core' : 'cores'}`;
    default:
      return `${number(value)} ${unit}`;
  }
}

/** A time that was used up or waited for, in the unit that leaves few digits. */
export function seconds(value: number): string {
  const size = Math.abs(value);
  if (size >= 3600 * 24 * 2) {
    return `${number(value / 86400)} d`;
  }
  if (size >= 3600) {
    return `${number(value / 3600)} h`;
  }
  if (size >= 120) {
    return `${number(value / 60)} min`;
  }
  if (size >= ALMOST_ONE || size === 0) {
    return `${number(value)} s`;
  }
  return size >= 1e-3 * ALMOST_ONE
    ? `${number(value * 1e3)} ms`
    : size >= 1e-6 * ALMOST_ONE
      ? `${number(value * 1e6)} µs`
      : `${number(value * 1e9)} ns`;
}

function scaled(value: number, base: number, names: readonly string[]): string {
  let size = value;
  let i = 0;
  while (Math.abs(size) >= base * ALMOST_ONE && i < names.length - 1) {
    size /= base;
    i++;
  }
  return `${number(size)} ${names[i]}`.trim();
}

/** `1 target`, `2 targets`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
