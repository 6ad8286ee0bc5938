import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { color, scheme } from '../ui/theme.ts';
import { type ColourBy, colours } from './colour.ts';
import { describe, type Place, spoken } from './describe.ts';
import './flame.css';
import { keyMove } from './keys.ts';
import { depth, type Flame } from './model.ts';
import { ROW } from './painter.ts';
import { Stage } from './stage.ts';
import { Tooltip } from './Tooltip.tsx';
import { ALL, type Part, partOf } from './view.ts';

interface Props {
  readonly flame: Flame;
  /** What the graph is of, for who listens. */
  readonly label: string;
  readonly rootName: string;
  readonly colourBy: ColourBy;
  /** What is seen; the component goes there. */
  readonly part: Part;
  readonly selected: number | undefined;
  readonly highlighted?: Uint8Array | undefined;
  readonly places?: ReadonlyMap<string, Place> | undefined;
  readonly firstLevel?: number;
  readonly upwards?: boolean;
  readonly onSelect: (node: number | undefined) => void;
  /** Somebody zooms to a frame; to the root to see all. */
  readonly onZoom: (node: number) => void;
  /** Somebody moved to another part with the pointer. */
  readonly onPart: (part: Part) => void;
  /** A key that is not the canvas' own. Says whether it did something. */
  readonly onKey?: (key: string, node: number) => boolean;
}

interface Drag {
  readonly x: number;
  moved: boolean;
  last: number;
}

interface Pointed {
  readonly node: number;
  readonly x: number;
  readonly y: number;
}

const QUIET_MILLISECONDS = 250;
/** A pointer that moves less clicks. */
const LEAST_DRAG = 4;

/** A flame graph: frames below their callers, as wide as what goes through them. */
export function FlameCanvas(props: Props) {
  const {
    flame,
    label,
    rootName,
    colourBy,
    part,
    selected,
    highlighted,
    places,
    firstLevel = 0,
    upwards = false,
  } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<Stage | undefined>(undefined);
  const drag = useRef<Drag | undefined>(undefined);
  const quiet = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [pointed, setPointed] = useState<Pointed>();
  const mode = scheme.value;
  const shades = useMemo(() => colours(flame, colourBy, mode), [flame, colourBy, mode]);
  const height = (depth(flame) - firstLevel) * ROW;

  useLayoutEffect(() => {
    if (!canvas.current || !box.current) {
      return;
    }
    const made = new Stage(canvas.current);
    const scroller = box.current;
    stage.current = made;
    const observer = new ResizeObserver(() => made.resize(scroller.clientWidth, scroller.clientHeight));
    observer.observe(scroller);
    const onWheel = (event: WheelEvent) => wheel(event);
    scroller.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('wheel', onWheel);
      made.end();
      clearTimeout(quiet.current);
    };
  }, []);

  useLayoutEffect(() => {
    stage.current?.show({
      flame,
      colours: shades,
      scheme: mode,
      ground: color('--surface'),
      firstLevel,
      upwards,
      rootName,
      highlighted,
      selected,
    });
  }, [flame, shades, mode, firstLevel, upwards, rootName, highlighted, selected]);

  const isStill = useRef(true);
  useLayoutEffect(() => {
    const reduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    stage.current?.goTo(part, isStill.current || reduced);
    isStill.current = false;
  }, [part.from, part.to]);

  useEffect(() => {
    if (selected !== undefined) {
      reveal(selected);
    } else if (upwards && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [selected, flame]);

  /** Scrolls so far that a frame's row is seen. */
  function reveal(node: number): void {
    const scroller = box.current;
    if (!scroller) {
      return;
    }
    const row = (flame.level[node] ?? 0) - firstLevel;
    const top = upwards ? height - (row + 1) * ROW : row * ROW;
    if (top < scroller.scrollTop || top + 2 * ROW > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 3);
    }
  }

  function pointOf(event: MouseEvent): readonly [number, number] {
    const bounds = canvas.current?.getBoundingClientRect();
    return [event.clientX - (bounds?.left ?? 0), event.clientY - (bounds?.top ?? 0)];
  }

  function settled(next: Part): void {
    clearTimeout(quiet.current);
    quiet.current = setTimeout(() => latest.current.onPart(next), QUIET_MILLISECONDS);
  }
  const latest = useRef(props);
  latest.current = props;

  function wheel(event: WheelEvent): void {
    const [x] = pointOf(event);
    if (!stage.current) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      settled(stage.current.wheel(x, event.deltaY));
    } else {
      const across = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(across) > Math.abs(event.shiftKey ? 0 : event.deltaY) && stage.current.isZoomed) {
        event.preventDefault();
        settled(stage.current.pan(across));
      }
    }
  }

  function pointerMove(event: PointerEvent): void {
    const [x, y] = pointOf(event);
    const { current } = drag;
    if (current && stage.current) {
      current.moved ||= Math.abs(x - current.x) >= LEAST_DRAG;
      if (current.moved && stage.current.isZoomed) {
        settled(stage.current.pan(current.last - x));
        canvas.current?.setPointerCapture(event.pointerId);
      }
      current.last = x;
    }
    const node = current?.moved ? undefined : stage.current?.at(x, y);
    stage.current?.hover(node);
    setPointed(node === undefined ? undefined : { node, x: event.clientX, y: event.clientY });
  }

  function click(event: MouseEvent): void {
    const node = stage.current?.at(...pointOf(event));
    if (node !== undefined && !drag.current?.moved) {
      props.onSelect(node);
      props.onZoom(node);
    }
    drag.current = undefined;
  }

  function leave(): void {
    stage.current?.hover(undefined);
    setPointed(undefined);
  }

  function keyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const node = selected ?? firstOf(flame, firstLevel);
    const next = keyMove(flame, node, event.key, { selected, firstLevel, upwards });
    if (next !== undefined) {
      props.onSelect(next);
      showWithin(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      props.onSelect(node);
      props.onZoom(node);
    } else if (event.key === 'Escape' && (stage.current?.isZoomed || selected !== undefined)) {
      zoomOut(node);
    } else if (!props.onKey?.(event.key, node)) {
      return;
    }
    event.preventDefault();
  }

  /** Where a frame that the keyboard reached is not in view, all is shown. */
  function showWithin(node: number): void {
    const its = partOf(flame, node);
    if (its.to <= part.from || its.from >= part.to) {
      props.onZoom(0);
    }
  }

  /** Out by one step: from a part to its caller, from the whole to nothing selected. */
  function zoomOut(node: number): void {
    if (!stage.current?.isZoomed) {
      props.onSelect(undefined);
      return;
    }
    let outer = node;
    while (outer > 0 && widthOf(partOf(flame, outer)) <= widthOf(stage.current.target) * (1 + 1e-9)) {
      outer = flame.parent[outer] ?? 0;
    }
    props.onZoom(outer);
  }

  return (
    <div class="flame-box">
      <div class="flame-scroll" ref={box} onScroll={() => stage.current?.scroll(box.current?.scrollTop ?? 0)}>
        <div class="flame-all" style={{ height: `${height}px` }}>
          {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it takes keys as an application does */}
          <canvas
            ref={canvas}
            tabIndex={0}
            role="application"
            aria-roledescription="flame graph"
            aria-label={`${label}. Arrow keys move between frames, Enter zooms in, Escape out. The table of functions has the same figures.`}
            onPointerDown={(event) => {
              const [x] = pointOf(event);
              drag.current = { x, moved: false, last: x };
            }}
            onPointerMove={pointerMove}
            onPointerLeave={leave}
            onPointerCancel={() => {
              drag.current = undefined;
            }}
            onClick={click}
            onKeyDown={keyDown}
          />
        </div>
      </div>
      <p class="unseen" aria-live="polite">
        {selected === undefined ? '' : spoken(describe(flame, selected, rootName, places))}
      </p>
      {pointed && (
        <Tooltip x={pointed.x} y={pointed.y} of={describe(flame, pointed.node, rootName, places)} />
      )}
    </div>
  );
}

function firstOf(flame: Flame, level: number): number {
  return flame.byLevel[flame.levels[level] ?? 0] ?? 0;
}

function widthOf({ from, to }: Part): number {
  return to - from;
}

/** The part that a zoomed frame or a link names. */
export function partFor(flame: Flame, node: number | undefined, free: Part | undefined): Part {
  return free ?? (node === undefined || node === 0 ? ALL : partOf(flame, node));
}
