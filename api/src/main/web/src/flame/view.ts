import { depth, type Flame } from './model.ts';

/** What of a graph is seen: values from one to the other, across so many pixels. */
export interface View {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Takes what is to be drawn. Pixels are of CSS and may be fractions. */
export interface Sink {
  frame(node: number, level: number, x: number, width: number): void;
  /** A stretch of frames that are narrower than a pixel each. */
  dust(level: number, x: number, width: number): void;
}

/** What is narrower is not drawn for itself. */
export const LEAST_PIXELS = 1;

/**
 * Gives all frames in view that are a pixel wide, level by level from left to right. Frames that are narrower cost nothing each: a search passes all
 * of a pixel.
 */
export function visit(flame: Flame, view: View, firstLevel: number, lastLevel: number, sink: Sink): void {
  const scale = view.width / (view.to - view.from);
  const last = Math.min(lastLevel, depth(flame) - 1);
  for (let level = Math.max(0, firstLevel); level <= last; level++) {
    visitLevel(flame, view, scale, level, sink);
  }
}

function visitLevel(flame: Flame, view: View, scale: number, level: number, sink: Sink): void {
  const { byLevel, levels, start, total } = flame;
  const end = levels[level + 1] ?? 0;
  let dustFrom = -1;
  let dustTo = -1;
  const flush = () => {
    if (dustTo > dustFrom) {
      sink.dust(level, dustFrom, dustTo - dustFrom);
    }
    dustFrom = -1;
    dustTo = -1;
  };
  let place = firstEndingAfter(flame, level, levels[level] ?? 0, view.from);
  while (place < end) {
    const node = byLevel[place] ?? 0;
    const from = start[node] ?? 0;
    if (from >= view.to) {
      break;
    }
    const left = (from - view.from) * scale;
    const width = (total[node] ?? 0) * scale;
    if (width >= LEAST_PIXELS) {
      flush();
      const x = Math.max(0, left);
      sink.frame(node, level, x, Math.min(view.width, left + width) - x);
      place++;
      continue;
    }
    const pixel = Math.floor(left);
    if (dustTo < pixel) {
      flush();
      dustFrom = pixel;
    }
    const next = firstEndingAfter(flame, level, place + 1, view.from + (pixel + 1) / scale);
    const lastNode = byLevel[next - 1] ?? 0;
    dustTo = Math.max(pixel, ((start[lastNode] ?? 0) + (total[lastNode] ?? 0) - view.from) * scale);
    place = next;
  }
  flush();
}

/** The first place of a level, from one on, whose node ends behind a value. */
function firstEndingAfter(flame: Flame, level: number, from: number, value: number): number {
  const { byLevel, levels, start, total } = flame;
  let low = from;
  let high = levels[level + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    const node = byLevel[middle] ?? 0;
    if ((start[node] ?? 0) + (total[node] ?? 0) <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The node at a level and a value; undefined where there is none. */
export function nodeAt(flame: Flame, level: number, value: number): number | undefined {
  if (level < 0 || level >= depth(flame)) {
    return undefined;
  }
  const place = firstEndingAfter(flame, level, flame.levels[level] ?? 0, value);
  const node = flame.byLevel[place];
  const isThere = place < (flame.levels[level + 1] ?? 0) && node !== undefined;
  return isThere && (flame.start[node] ?? 0) <= value ? node : undefined;
}

/** A part of the graph, in shares of the whole. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

export const ALL: Part = { from: 0, to: 1 };

/** No closer than this: below it floating point shows. */
const CLOSEST = 1e-9;

/** Closer by a factor, around a place that stays where it is; both in shares. */
export function zoomed(part: Part, factor: number, around: number): Part {
  const width = Math.min(1, Math.max(CLOSEST, (part.to - part.from) / factor));
  const share = (around - part.from) / (part.to - part.from);
  return within(around - share * width, width);
}

/** Moved to the right by a share of the whole, not beyond its edges. */
export function moved(part: Part, by: number): Part {
  return within(part.from + by, part.to - part.from);
}

function within(from: number, width: number): Part {
  const left = Math.min(Math.max(0, from), 1 - width);
  return { from: left, to: left + width };
}

/** The part that a node takes. */
export function partOf(flame: Flame, node: number): Part {
  const all = flame.total[0] || 1;
  const from = (flame.start[node] ?? 0) / all;
  return { from, to: from + Math.max(CLOSEST, (flame.total[node] ?? 0) / all) };
}

/** On the way from one part to another, 0 to 1: even in what the eye sees, which is ratios. */
export function between(a: Part, b: Part, way: number): Part {
  const t = 1 - (1 - way) ** 3;
  const width = (a.to - a.from) ** (1 - t) * (b.to - b.from) ** t;
  const widthA = a.to - a.from;
  const widthB = b.to - b.from;
  const along = Math.abs(widthB - widthA) < 1e-12 ? t : (width - widthA) / (widthB - widthA);
  const from = a.from + (b.from - a.from) * along;
  return { from, to: from + width };
}
