import { type Colours, DIMMED, INK, type Scheme } from './colour.ts';
import { change } from './difference.ts';
import { type Flame, INLINED, nameOf, PARTLY_INLINED, whole } from './model.ts';
import { shortName } from './names.ts';
import { type Part, type Sink, visit } from './view.ts';

/** Height of a frame, in CSS pixels. */
export const ROW = 20;

/** Frames narrower than this have no text. */
const LEAST_TEXT = 28;
const FONT = '11.5px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
const PADDING = 4;
/** Frames wider than this have a gap to the next one. */
const LEAST_GAP = 3;

/** All that a picture depends on. */
export interface Picture {
  readonly flame: Flame;
  readonly colours: Colours;
  readonly scheme: Scheme;
  readonly part: Part;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** How far it is scrolled down. */
  readonly scrolled: number;
  /** Levels above this are left out. */
  readonly firstLevel: number;
  /** Whether callers stand below: the first level is the lowest row. */
  readonly upwards: boolean;
  /** 1 for each name that stands out; all do where there is none. */
  readonly highlighted: Uint8Array | undefined;
  readonly selected: number | undefined;
  readonly hovered: number | undefined;
  readonly ratio: number;
  readonly rootName: string;
}

/** Draws flame graphs on one canvas. Keeps its lists from one picture to the next, so that drawing leaves no garbage. */
export class Painter implements Sink {
  private readonly context: CanvasRenderingContext2D;
  /** Rectangles by colour: x, y, width, and the node. The last two are dimmed frames and dust. */
  private batches: number[][] = [];
  private readonly texts: number[] = [];
  private readonly inlined: number[] = [];
  private readonly shorts = new Map<string, string>();
  private picture: Picture | undefined;
  private letter = 0;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) {
      throw new Error('this browser draws no canvas');
    }
    this.context = context;
  }

  /** @param ground the colour behind the frames */
  draw(picture: Picture, ground: string): void {
    const { context } = this;
    this.picture = picture;
    this.clear(picture.colours.palette.length + 2);
    const all = whole(picture.flame);
    const first = Math.floor(picture.scrolled / ROW);
    const rows = Math.ceil(picture.height / ROW) + 1;
    const levels = picture.flame.levels.length - 1 - picture.firstLevel;
    const from = picture.upwards ? levels - first - rows : first;
    visit(
      picture.flame,
      { from: picture.part.from * all, to: picture.part.to * all, width: picture.width },
      picture.firstLevel + Math.max(0, from),
      picture.firstLevel + from + rows,
      this,
    );
    context.setTransform(picture.ratio, 0, 0, picture.ratio, 0, 0);
    context.fillStyle = ground;
    context.fillRect(0, 0, picture.width, picture.height);
    this.fill();
    this.mark();
    this.write();
    this.outline(picture.hovered, 1);
    this.outline(picture.selected, 2);
  }

  frame(node: number, level: number, x: number, width: number): void {
    const { picture } = this;
    if (!picture) {
      return;
    }
    const y = this.rowOf(level);
    const { highlighted, flame, colours } = picture;
    const isDim = highlighted !== undefined && highlighted[flame.name[node] ?? 0] !== 1;
    this.batches[isDim ? colours.palette.length : (colours.of[node] ?? 0)]?.push(x, y, width);
    if (width >= LEAST_TEXT) {
      this.texts.push(node, x, y, width);
    }
    if (((flame.flags[node] ?? 0) & (INLINED | PARTLY_INLINED)) !== 0 && width >= LEAST_GAP) {
      this.inlined.push(x, y, width);
    }
  }

  dust(level: number, x: number, width: number): void {
    this.batches[this.batches.length - 1]?.push(x, this.rowOf(level), width);
  }

  private rowOf(level: number): number {
    const { picture } = this;
    if (!picture) {
      return 0;
    }
    const row = level - picture.firstLevel;
    const levels = picture.flame.levels.length - 1 - picture.firstLevel;
    return (picture.upwards ? levels - 1 - row : row) * ROW - picture.scrolled;
  }

  private clear(batches: number): void {
    while (this.batches.length < batches) {
      this.batches.push([]);
    }
    this.batches.length = batches;
    for (const batch of this.batches) {
      batch.length = 0;
    }
    this.texts.length = 0;
    this.inlined.length = 0;
  }

  private fill(): void {
    const { context, picture, batches } = this;
    if (!picture) {
      return;
    }
    for (let i = 0; i < batches.length; i++) {
      const batch = batches[i];
      if (!batch || batch.length === 0) {
        continue;
      }
      context.fillStyle = picture.colours.palette[i] ?? DIMMED[picture.scheme];
      for (let at = 0; at < batch.length; at += 3) {
        const width = batch[at + 2] ?? 0;
        const gap = width >= LEAST_GAP ? 1 : 0;
        context.fillRect(batch[at] ?? 0, batch[at + 1] ?? 0, width - gap, ROW - 1);
      }
    }
  }

  /** A line under what is inlined: one rectangle each, since dashes are more of them than all frames together. */
  private mark(): void {
    const { context, inlined, picture } = this;
    if (!picture) {
      return;
    }
    context.fillStyle = INK[picture.scheme];
    context.globalAlpha = 0.45;
    for (let at = 0; at < inlined.length; at += 3) {
      const x = (inlined[at] ?? 0) + 1;
      context.fillRect(x, (inlined[at + 1] ?? 0) + ROW - 3, (inlined[at + 2] ?? 0) - 3, 1);
    }
    context.globalAlpha = 1;
  }

  private write(): void {
    const { context, picture, texts } = this;
    if (!picture) {
      return;
    }
    context.font = FONT;
    context.textBaseline = 'middle';
    this.letter ||= context.measureText('0000000000').width / 10;
    context.fillStyle = INK[picture.scheme];
    for (let at = 0; at < texts.length; at += 4) {
      const room = Math.floor(((texts[at + 3] ?? 0) - 2 * PADDING) / this.letter);
      const text = this.fitting(picture, texts[at] ?? 0, room);
      if (text) {
        context.fillText(text, (texts[at + 1] ?? 0) + PADDING, (texts[at + 2] ?? 0) + ROW / 2 - 0.5);
      }
    }
  }

  /** The name as far as there is room: whole, without its package's path, or cut. */
  private fitting(picture: Picture, node: number, room: number): string {
    const name = node === 0 ? picture.rootName : nameOf(picture.flame, node);
    const sign = signOf(picture.flame, node);
    const rest = room - sign.length;
    if (name.length <= rest) {
      return sign + name;
    }
    let short = this.shorts.get(name);
    if (short === undefined) {
      short = shortName(name);
      this.shorts.set(name, short);
    }
    return short.length <= rest ? sign + short : rest >= 3 ? `${sign}${short.slice(0, rest - 1)}…` : '';
  }

  private outline(node: number | undefined, thickness: number): void {
    const { context, picture } = this;
    if (!picture || node === undefined) {
      return;
    }
    const level = picture.flame.level[node] ?? 0;
    const all = whole(picture.flame);
    const scale = picture.width / ((picture.part.to - picture.part.from) * all);
    const left = ((picture.flame.start[node] ?? 0) - picture.part.from * all) * scale;
    const right = left + (picture.flame.total[node] ?? 0) * scale;
    const x = Math.max(-2, left);
    const width = Math.max(2, Math.min(picture.width + 2, right - (right - left >= LEAST_GAP ? 1 : 0)) - x);
    if (level < picture.firstLevel || right < 0 || left > picture.width) {
      return;
    }
    context.strokeStyle = INK[picture.scheme];
    context.lineWidth = thickness;
    const inset = thickness / 2;
    context.strokeRect(
      x + inset,
      this.rowOf(level) + inset,
      Math.max(1, width - thickness),
      ROW - 1 - thickness,
    );
  }
}

/** Of a difference's frame: whether it grew or shrank, so that not the colour alone says it. */
function signOf(flame: Flame, node: number): string {
  if (!flame.sides) {
    return '';
  }
  const share = change(flame.sides, node);
  return share >= 0.03 ? '+ ' : share <= -0.03 ? '− ' : '';
}
