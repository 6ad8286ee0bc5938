import { useEffect, useMemo, useState } from 'preact/hooks';
import { choice, list, read, set, text, update } from '../router/params.ts';
import type { ColourBy } from './colour.ts';
import { partFor } from './FlameCanvas.tsx';
import { keyOf, nodeOf } from './key.ts';
import type { Flame } from './model.ts';
import { type Found, type NoPattern, search } from './search.ts';
import { ALL, type Part } from './view.ts';

/** What of a flame graph is shown, as the URL says it. */
export const frameParam = text('frame');
export const viewParam = list('view');
export const findParam = text('find');
export const functionParam = text('function');
export const colourParam = choice('colour', ['package', 'self', 'difference', 'default'], 'default');

/** What there is to see of a graph, and how to see something else. */
export interface FlameState {
  readonly part: Part;
  readonly selected: number | undefined;
  readonly colourBy: ColourBy;
  readonly find: string;
  readonly found: Found | NoPattern | undefined;
  /** The function whose callers and callees are shown; empty for the graph itself. */
  readonly sandwiched: string;
  readonly select: (node: number | undefined) => void;
  readonly zoom: (node: number) => void;
  readonly setPart: (part: Part) => void;
}

export function useFlame(flame: Flame, defaultColour: ColourBy): FlameState {
  const frame = read(frameParam);
  const view = read(viewParam);
  const find = read(findParam);
  const colour = read(colourParam);
  const linked = useMemo(() => nodeOf(flame, frame), [flame, frame]);
  const [chosen, setChosen] = useState<{ readonly of: Flame; readonly node: number | undefined }>();
  const found = useMemo(() => (find ? search(flame, find) : undefined), [flame, find]);
  useEffect(() => setChosen(undefined), [flame]);
  return {
    part: partFor(flame, linked, partOfView(view)),
    selected: chosen?.of === flame ? chosen.node : linked,
    colourBy: colour === 'default' ? defaultColour : colour,
    find,
    found,
    sandwiched: read(functionParam),
    select: (node) => setChosen({ of: flame, node }),
    zoom: (node) => {
      setChosen({ of: flame, node });
      update([set(frameParam, keyOf(flame, node)), set(viewParam, [])]);
    },
    setPart: (part) => update([set(viewParam, viewOf(part))], { replace: true }),
  };
}

/** Two shares of the graph's width: where what is seen begins and ends. */
function viewOf(part: Part): readonly string[] {
  return part.from === 0 && part.to === 1 ? [] : [`${short(part.from)}-${short(part.to)}`];
}

function short(share: number): string {
  return String(Number(share.toPrecision(8))).includes('e')
    ? share.toFixed(12)
    : String(Number(share.toPrecision(8)));
}

function partOfView([text]: readonly string[]): Part | undefined {
  const match = /^(\d(?:\.\d+)?)-(\d(?:\.\d+)?)$/.exec(text ?? '');
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  if (!match || !(from >= 0 && to <= 1 && from < to)) {
    return undefined;
  }
  return from === 0 && to === 1 ? ALL : { from, to };
}
