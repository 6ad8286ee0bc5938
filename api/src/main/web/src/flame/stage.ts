import type { Colours, Scheme } from './colour.ts';
import { depth, type Flame, whole } from './model.ts';
import { Painter, ROW } from './painter.ts';
import { ALL, between, moved, nodeAt, type Part, zoomed } from './view.ts';

/** What a stage shows. */
export interface Scene {
  readonly flame: Flame;
  readonly colours: Colours;
  readonly scheme: Scheme;
  readonly ground: string;
  readonly firstLevel: number;
  readonly upwards: boolean;
  readonly rootName: string;
  readonly highlighted: Uint8Array | undefined;
  readonly selected: number | undefined;
}

const ZOOM_MILLISECONDS = 180;
/** Of the wheel's steps: 100 of them double the scale twice. */
const WHEEL_ZOOM = 0.0028;
const WIDEST = 1 - 1e-9;

/** A canvas that shows a part of a flame graph, and moves to others. Draws once a frame at most, and only when something changed. */
export class Stage {
  private readonly painter: Painter;
  private scene: Scene | undefined;
  private part: Part = ALL;
  private width = 0;
  private height = 0;
  private scrolled = 0;
  private hovered: number | undefined;
  private request = 0;
  private way: { readonly from: Part; readonly to: Part; readonly since: number } | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.painter = new Painter(canvas);
  }

  show(scene: Scene): void {
    if (scene.flame !== this.scene?.flame) {
      this.hovered = undefined;
    }
    this.scene = scene;
    this.wake();
  }

  /** In CSS pixels. */
  resize(width: number, height: number): void {
    const ratio = window.devicePixelRatio;
    this.width = width;
    this.height = height;
    this.canvas.style.height = `${height}px`;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.wake();
  }

  scroll(top: number): void {
    this.scrolled = top;
    this.wake();
  }

  /** Goes to a part, within a moment or at once. */
  goTo(part: Part, atOnce: boolean): void {
    const target = this.way?.to ?? this.part;
    if (target.from === part.from && target.to === part.to) {
      return;
    }
    if (atOnce || this.width === 0) {
      this.way = undefined;
      this.part = part;
    } else {
      this.way = { from: this.part, to: part, since: performance.now() };
    }
    this.wake();
  }

  /** Where it is, or is on its way to. */
  get target(): Part {
    return this.way?.to ?? this.part;
  }

  get isZoomed(): boolean {
    return this.target.to - this.target.from < WIDEST;
  }

  /** Zooms around a place, in pixels from the left. Gives the new part. */
  wheel(x: number, delta: number): Part {
    const part = zoomed(this.part, Math.exp(-delta * WHEEL_ZOOM), this.shareAt(x));
    this.goTo(part, true);
    return part;
  }

  /** Moves what is seen by so many pixels to the left. Gives the new part. */
  pan(pixels: number): Part {
    const part = moved(this.part, (pixels / this.width) * (this.part.to - this.part.from));
    this.goTo(part, true);
    return part;
  }

  /** The node at a place of the canvas, in CSS pixels. */
  at(x: number, y: number): number | undefined {
    const { scene } = this;
    if (!scene) {
      return undefined;
    }
    const row = Math.floor((y + this.scrolled) / ROW);
    const levels = depth(scene.flame) - scene.firstLevel;
    const level = scene.upwards ? levels - 1 - row : row;
    return level < 0
      ? undefined
      : nodeAt(scene.flame, level + scene.firstLevel, this.shareAt(x) * whole(scene.flame));
  }

  hover(node: number | undefined): void {
    if (node !== this.hovered) {
      this.hovered = node;
      this.wake();
    }
  }

  end(): void {
    cancelAnimationFrame(this.request);
    this.request = 0;
  }

  private shareAt(x: number): number {
    return this.part.from + (x / Math.max(1, this.width)) * (this.part.to - this.part.from);
  }

  private wake(): void {
    this.request ||= requestAnimationFrame((time) => {
      this.request = 0;
      this.frame(time);
    });
  }

  private frame(time: number): void {
    if (this.way) {
      const share = Math.min(1, Math.max(0, time - this.way.since) / ZOOM_MILLISECONDS);
      this.part = share < 1 ? between(this.way.from, this.way.to, share) : this.way.to;
      if (share < 1) {
        this.wake();
      } else {
        this.way = undefined;
      }
    }
    if (this.scene && this.width > 0) {
      this.painter.draw(
        {
          ...this.scene,
          part: this.part,
          width: this.width,
          height: this.height,
          scrolled: this.scrolled,
          hovered: this.hovered,
          ratio: window.devicePixelRatio,
        },
        this.scene.ground,
      );
    }
  }
}
