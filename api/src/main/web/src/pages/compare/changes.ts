import type { Schema } from '../../api/client.ts';

type Top = Schema<'Top'>;

/** What a function took on both sides. */
export interface Change {
  readonly name: string;
  readonly flat: Pair;
  readonly cum: Pair;
}

export interface Pair {
  readonly before: number;
  readonly after: number;
}

/**
 * Both sides of each function, from one side and the difference. What is in the known side alone did not change; what is in the difference alone was
 * nothing, or too little to be listed, on the known side.
 */
export function changes(known: Top, difference: Top, side: 'before' | 'after'): readonly Change[] {
  const all = new Map<string, Change>();
  const pair = (value: number, change: number): Pair => {
    const settled = Math.max(value, side === 'after' ? change : -change, 0);
    return side === 'after'
      ? { before: settled - change, after: settled }
      : { before: settled, after: settled + change };
  };
  for (const row of known.rows) {
    all.set(row.function, { name: row.function, flat: pair(row.flat, 0), cum: pair(row.cum, 0) });
  }
  for (const row of difference.rows) {
    const was = all.get(row.function);
    all.set(row.function, {
      name: row.function,
      flat: pair(was?.flat[side] ?? 0, row.flat),
      cum: pair(was?.cum[side] ?? 0, row.cum),
    });
  }
  return [...all.values()];
}

/** How values of one side were scaled to be compared, and how much one sample stands for. */
export interface Sampling {
  /** Of a sample, in the values' unit. */
  readonly period: number;
  readonly scaleBefore: number;
  readonly scaleAfter: number;
}

/**
 * How far chance alone moves a change, with 95 of 100: a function's samples are draws, so their number varies by its root. Load that differs between
 * the sides is not in it.
 */
export function noise({ before, after }: Pair, { period, scaleBefore, scaleAfter }: Sampling): number {
  return 1.96 * Math.sqrt(Math.max(0, period * (before * scaleBefore + after * scaleAfter)));
}

export function difference({ before, after }: Pair): number {
  return after - before;
}
