import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { here, set, update } from '../router/params.ts';
import { Choice, type Option } from '../ui/Choice.tsx';
import { Copy, toClipboard } from '../ui/Command.tsx';
import type { ColourBy } from './colour.ts';
import { describe, type Place } from './describe.ts';
import { FindBox } from './FindBox.tsx';
import { FlameCanvas } from './FlameCanvas.tsx';
import { keyOf } from './key.ts';
import { type Flame, nameOf } from './model.ts';
import { SandwichView } from './SandwichView.tsx';
import { isFound } from './search.ts';
import { Figures } from './Tooltip.tsx';
import { colourParam, frameParam, functionParam, useFlame, viewParam } from './useFlame.ts';
import { ALL, partOf } from './view.ts';

interface Props {
  readonly flame: Flame;
  /** Others that are shown beside it, of the same nodes: a difference's two sides. */
  readonly beside?: readonly Side[];
  readonly label: string;
  readonly rootName: string;
  readonly places?: ReadonlyMap<string, Place> | undefined;
  readonly colourBy: ColourBy;
  /** Shows the merge of stacks with a function alone. */
  readonly onFocus?: (name: string) => void;
}

export interface Side {
  readonly title: string;
  readonly flame: Flame;
}

const KEYS =
  '← → ↑ ↓ move · Enter zoom · Esc out · / find · n next found · s callers and callees · c copy name · l copy link';

/** A flame graph with all that can be done with it. What it shows stands in the URL. */
export function FlamePanel({ flame, beside = [], label, rootName, places, colourBy, onFocus }: Props) {
  const state = useFlame(flame, colourBy);
  const panel = useRef<HTMLElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  const highlighted = isFound(state.found) ? state.found.names : undefined;
  const hasSides = flame.sides !== undefined;

  useFocusOfGraph(panel, state.sandwiched !== '');

  const next = (step: number) => {
    if (!isFound(state.found) || state.found.nodes.length === 0) {
      return;
    }
    const { nodes } = state.found;
    const at = state.selected === undefined ? -1 : nodes.findIndex((node) => node >= (state.selected ?? 0));
    const isOn = nodes[at] === state.selected;
    const place = at < 0 ? (step > 0 ? 0 : nodes.length - 1) : at + (step > 0 ? (isOn ? 1 : 0) : -1);
    const node = nodes[(place + nodes.length) % nodes.length] ?? 0;
    state.select(node);
    const its = partOf(flame, node);
    if (its.to <= state.part.from || its.from >= state.part.to) {
      state.zoom(0);
      state.select(node);
    }
  };

  const onKey = (key: string, node: number, of: Flame = flame): boolean => {
    const name = nameOf(of, node);
    switch (key) {
      case '/':
        find.current?.focus();
        return true;
      case 'n':
      case 'N':
        next(key === 'n' ? 1 : -1);
        return true;
      case 's':
        if (name) {
          update([set(functionParam, name)]);
        }
        return true;
      case 'Escape':
        if (state.sandwiched) {
          update([set(functionParam, '')]);
        }
        return state.sandwiched !== '';
      case 'c':
        void toClipboard(name).then((done) =>
          say(done ? 'Name copied' : 'The browser does not allow to copy'),
        );
        return true;
      case 'l':
        void toClipboard(linkTo(of, node)).then((done) =>
          say(done ? 'Link copied' : 'The browser does not allow to copy'),
        );
        return true;
      default:
        return false;
    }
  };

  const canvas = (of: Flame, name: string) => (
    <FlameCanvas
      flame={of}
      label={name}
      rootName={rootName}
      colourBy={state.colourBy}
      part={of === flame ? state.part : sidePart(of, flame, state.selected, state.part)}
      selected={state.selected}
      highlighted={highlighted}
      places={places}
      onSelect={state.select}
      onZoom={state.zoom}
      onPart={state.setPart}
      onKey={onKey}
    />
  );

  return (
    <section class="panel flame" ref={panel} aria-label={label}>
      <header class="flame-tools">
        <FindBox
          input={find}
          find={state.find}
          found={state.found}
          total={flame.total[0] ?? 0}
          onNext={next}
        />
        <Choice
          label="Colour by"
          value={state.colourBy}
          options={colourOptions(hasSides)}
          onChange={(value) =>
            update([set(colourParam, value === colourBy ? 'default' : value)], { replace: true })
          }
        />
        <button
          type="button"
          class="quiet"
          disabled={state.part.from === 0 && state.part.to === 1}
          onClick={() => state.zoom(0)}
        >
          Show all
        </button>
        {hasSides && <Legend />}
      </header>
      {state.sandwiched ? (
        <SandwichView
          flame={flame}
          name={state.sandwiched}
          colourBy={state.colourBy}
          rootName={rootName}
          places={places}
          onKey={onKey}
        />
      ) : beside.length > 0 ? (
        <div class="flame-sides">
          {beside.map((side) => (
            <div key={side.title}>
              <h3>{side.title}</h3>
              {canvas(side.flame, `${label}, ${side.title}`)}
            </div>
          ))}
        </div>
      ) : (
        canvas(flame, label)
      )}
      {!state.sandwiched && (
        <Detail
          flame={flame}
          node={state.selected}
          rootName={rootName}
          places={places}
          zoom={state.zoom}
          onFocus={onFocus}
        />
      )}
      <p class="flame-keys soft">While a graph has the focus: {KEYS}</p>
      <p class="unseen" role="status">
        {said}
      </p>
    </section>
  );
}

/** Where the graph that had the focus gives way to a function's callers and callees, or they to it, the focus stays with what keys move in. */
function useFocusOfGraph(panel: RefObject<HTMLElement>, isSandwiched: boolean): void {
  const was = useRef(isSandwiched);
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    const isHere = activeElement === body || panel.current?.contains(activeElement);
    if (was.current !== isSandwiched && isHere) {
      const graph =
        panel.current?.querySelector('canvas') ?? panel.current?.querySelector('.flame-sandwich a');
      (graph as HTMLElement | null | undefined)?.focus({ preventScroll: true });
    }
    was.current = isSandwiched;
  }, [isSandwiched]);
}

/** Of a side, the part that the zoomed frame takes there. */
function sidePart(side: Flame, flame: Flame, node: number | undefined, part: { from: number; to: number }) {
  if (part.from === 0 && part.to === 1) {
    return ALL;
  }
  const its = node === undefined ? undefined : partOf(flame, node);
  const isZoomed =
    its !== undefined && Math.abs(its.from - part.from) < 1e-9 && Math.abs(its.to - part.to) < 1e-9;
  return isZoomed && node !== undefined ? partOf(side, node) : part;
}

interface DetailProps {
  readonly flame: Flame;
  readonly node: number | undefined;
  readonly rootName: string;
  readonly places: ReadonlyMap<string, Place> | undefined;
  readonly zoom: (node: number) => void;
  readonly onFocus: ((name: string) => void) | undefined;
}

/** What there is to say of the selected frame, and what can be done with it. */
function Detail({ flame, node, rootName, places, zoom, onFocus }: DetailProps) {
  if (node === undefined) {
    return null;
  }
  const name = nameOf(flame, node);
  return (
    <footer class="flame-detail">
      <div class="flame-said">
        <Figures of={describe(flame, node, rootName, places)} />
      </div>
      {name && (
        <div class="row">
          <button type="button" onClick={() => zoom(node)}>
            Zoom
          </button>
          <a class="button" href={here(set(functionParam, name))}>
            Callers and callees
          </a>
          {onFocus && (
            <button type="button" onClick={() => onFocus(name)}>
              Focus
            </button>
          )}
          <Copy text={name} what="name" />
          <Copy text={linkTo(flame, node)} what="link" />
        </div>
      )}
    </footer>
  );
}

/** The address at which this frame is zoomed. */
function linkTo(flame: Flame, node: number): string {
  return (
    window.location.origin +
    here(set(frameParam, keyOf(flame, node)), set(viewParam, []), set(functionParam, ''))
  );
}

function colourOptions(hasSides: boolean): readonly Option<ColourBy>[] {
  const all: Option<ColourBy>[] = [
    { value: 'package', name: 'Package' },
    { value: 'self', name: 'Self' },
  ];
  return hasSides ? [{ value: 'difference', name: 'Difference' }, ...all] : all;
}

function Legend() {
  return (
    <p class="flame-legend soft">
      <span class="less" aria-hidden="true" /> − less
      <span class="more" aria-hidden="true" /> + more
    </p>
  );
}
