/** Three digits that matter, as people write numbers: 0.0123, 1.23, 123, 1,234. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) {
    return String(value);
  }
  if (size >= 1000) {
    return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
  }
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

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
  const digits = size >= 10 || size === 0 ? 1 : 2;
  return size > 0 && size < 0.01
    ? `${value < 0 ? '>−' : '<'}0.01 %`
    : `${value.toFixed(digits)} %`.replace('-', '−');
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
      return `${number(value)} ${Math.abs(value) === 1 ? 'core' : 'cores'}`;
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
  if (size >= 1 || size === 0) {
    return `${number(value)} s`;
  }
  return size >= 1e-3
    ? `${number(value * 1e3)} ms`
    : size >= 1e-6
      ? `${number(value * 1e6)} µs`
      : `${number(value * 1e9)} ns`;
}

function scaled(value: number, base: number, names: readonly string[]): string {
  let size = value;
  let i = 0;
  while (Math.abs(size) >= base * 0.9995 && i < names.length - 1) {
    size /= base;
    i++;
  }
  return `${number(size)} ${names[i]}`.trim();
}

/** `1 target`, `2 targets`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
