import { colours, type Scheme } from '../src/flame/colour.ts';
import { type Flame, layOut } from '../src/flame/model.ts';
import { Painter } from '../src/flame/painter.ts';
import { ALL, between, moved, type Part, partOf } from '../src/flame/view.ts';

declare global {
  interface Window {
    /** Draws so many frames while zooming and panning. Gives the time from each to the next, and that of drawing alone, in milliseconds. */
    run: (frames: number) => Promise<Times>;
  }
}

export interface Times {
  readonly nodes: number;
  readonly frames: readonly number[];
  readonly drawing: readonly number[];
}

const NODES = 100_000;
const ROUND = 60;

/** A graph with as many nodes, bushy above and deep in places, the same each time. */
function bush(): Flame {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const names = [
    '',
    ...Array.from(
      { length: 8000 },
      (_, i) => `example.com/team${i % 37}/service/pkg${i % 211}.(*Type${i % 53}).method${i}`,
    ),
  ];
  const name: number[] = [];
  const level: number[] = [];
  const total: number[] = [];
  const self: number[] = [];
  const grow = (weight: number, nodes: number, depth: number) => {
    name.push(depth === 0 ? 0 : 1 + Math.floor(random() * 8000));
    level.push(depth);
    total.push(weight);
    let restNodes = nodes - 1;
    let rest = weight * (restNodes === 0 ? 0 : 1 - 0.1 * random());
    self.push(weight - rest);
    while (restNodes > 0) {
      const share = depth > 60 ? 1 : 0.25 + 0.75 * random() ** 2;
      const taken = Math.max(1, Math.floor(restNodes * share));
      const part = taken === restNodes ? rest : rest * share;
      grow(part, taken, depth + 1);
      restNodes -= taken;
      rest -= part;
    }
  };
  grow(1e12, NODES, 0);
  return layOut({
    unit: 'nanoseconds',
    names,
    name,
    level,
    total,
    self,
    flags: name.map((one) => (one % 5 === 0 ? 1 : 0)),
  });
}

/** Where the picture is in a frame: in to a node, along it, out again, to another node. */
function partAt(targets: readonly Part[], frame: number): Part {
  const target = targets[Math.floor(frame / (3 * ROUND)) % targets.length] ?? ALL;
  const way = (frame % ROUND) / ROUND;
  switch (Math.floor(frame / ROUND) % 3) {
    case 0:
      return between(ALL, target, way);
    case 1:
      return moved(target, way * (target.to - target.from) * 4);
    default:
      return between(target, ALL, way);
  }
}

const flame = bush();
const canvas = document.querySelector('canvas');
if (!canvas) {
  throw new Error('no canvas');
}
const painter = new Painter(canvas);
const ratio = window.devicePixelRatio;
canvas.width = window.innerWidth * ratio;
canvas.height = window.innerHeight * ratio;
const scheme: Scheme = 'light';
const shades = colours(flame, 'package', scheme);
const targets = [0.05, 0.2, 0.4, 0.6, 0.85].map((share) => partOf(flame, Math.floor(share * NODES)));

window.run = async (count) => {
  const frames: number[] = [];
  const drawing: number[] = [];
  let last = await nextFrame();
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    painter.draw(
      {
        flame,
        colours: shades,
        scheme,
        part: partAt(targets, i),
        width: window.innerWidth,
        height: window.innerHeight,
        scrolled: 0,
        firstLevel: 0,
        upwards: false,
        highlighted: undefined,
        selected: undefined,
        hovered: undefined,
        ratio,
        rootName: 'all',
      },
      '#fff',
    );
    drawing.push(performance.now() - begun);
    const time = await nextFrame();
    frames.push(time - last);
    last = time;
  }
  return { nodes: flame.name.length, frames, drawing };
};

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
}
