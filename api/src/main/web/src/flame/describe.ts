import { percent, quantity } from '../format/quantity.ts';
import { change } from './difference.ts';
import { type Flame, INLINED, nameOf, PARTLY_INLINED, PRUNED, whole } from './model.ts';
import { packageOf } from './names.ts';

/** Where a function is declared. */
export interface Place {
  readonly file: string;
  readonly line: number | undefined;
}

/** What there is to say of a frame. */
export interface Description {
  readonly name: string;
  readonly group: string;
  readonly place: string | undefined;
  readonly total: string;
  readonly share: string;
  readonly self: string;
  readonly selfShare: string;
  readonly notes: readonly string[];
  /** Of a difference. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly change: string | undefined;
}

export function describe(
  flame: Flame,
  node: number,
  rootName: string,
  places: ReadonlyMap<string, Place> = new Map(),
): Description {
  const name = node === 0 ? rootName : nameOf(flame, node);
  const total = flame.total[node] ?? 0;
  const self = flame.self[node] ?? 0;
  const all = whole(flame) || 1;
  const place = places.get(name);
  const { sides } = flame;
  const before = sides?.before[node] ?? 0;
  const after = sides?.after[node] ?? 0;
  return {
    name,
    group: packageOf(name),
    place: place && (place.line === undefined ? place.file : `${place.file}:${place.line}`),
    total: quantity(total, flame.unit),
    share: percent(total / all),
    self: quantity(self, flame.unit),
    selfShare: percent(self / all),
    notes: notes(flame.flags[node] ?? 0),
    before: sides && quantity(before, flame.unit),
    after: sides && quantity(after, flame.unit),
    change: sides && changeText(before, after, flame.unit, change(sides, node)),
  };
}

function changeText(before: number, after: number, unit: string, share: number): string {
  const difference = after - before;
  const amount = `${difference < 0 ? '−' : '+'}${quantity(Math.abs(difference), unit)}`;
  if (share === 1) {
    return `${amount}, new`;
  }
  return share === -1 ? `${amount}, gone` : `${amount}, ${signed(before === 0 ? 0 : difference / before)}`;
}

/** A share with its sign: `+12.3 %`. */
export function signed(share: number): string {
  return `${share > 0 ? '+' : ''}${percent(share)}`;
}

function notes(flags: number): readonly string[] {
  const all: string[] = [];
  if (flags & INLINED) {
    all.push('inlined');
  }
  if (flags & PARTLY_INLINED) {
    all.push('partly inlined');
  }
  if (flags & PRUNED) {
    all.push('small callees left out');
  }
  return all;
}

/** The same as a sentence, for who listens. */
export function spoken(of: Description): string {
  const changed = of.change === undefined ? '' : ` before ${of.before}, after ${of.after}: ${of.change},`;
  return `${of.name},${changed} total ${of.total} (${of.share}), self ${of.self} (${of.selfShare})${of.notes.map((note) => `, ${note}`).join('')}${of.place ? `, ${of.place}` : ''}`;
}
