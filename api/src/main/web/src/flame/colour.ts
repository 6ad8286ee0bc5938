import { change } from './difference.ts';
import { type Flame, whole } from './model.ts';
import { hash, packageOf } from './names.ts';

/** What the colours of a graph say. */
export type ColourBy = 'package' | 'self' | 'difference';

/** Colours of frames: an index a node, and what the indices mean in a scheme. */
export interface Colours {
  readonly of: Uint8Array;
  readonly palette: readonly string[];
}

export type Scheme = 'light' | 'dark';

/** Hues that can be told from each other, none of them the neutral one's. */
const HUES = [12, 32, 48, 74, 100, 140, 166, 188, 208, 228, 256, 284, 312, 338] as const;
const SELF_STEPS = 10;
/** From which share of change on each step counts. */
const CHANGES = [0.03, 0.12, 0.3, 0.6] as const;

/** Frames whose names do not match a search. */
export const DIMMED: Readonly<Record<Scheme, string>> = { light: '#e9ecef', dark: '#20262c' };
const NEUTRAL: Readonly<Record<Scheme, string>> = { light: '#d3d9df', dark: '#39424b' };
/** Of text on any of these. */
export const INK: Readonly<Record<Scheme, string>> = { light: '#161c22', dark: '#f1f4f6' };

export function colours(flame: Flame, by: ColourBy, scheme: Scheme): Colours {
  switch (by) {
    case 'package':
      return { of: byPackage(flame), palette: [NEUTRAL[scheme], ...HUES.map((hue) => tint(hue, scheme))] };
    case 'self':
      return { of: bySelf(flame), palette: ramp(28, SELF_STEPS, scheme) };
    case 'difference':
      return {
        of: byChange(flame),
        palette: [
          ...ramp(212, CHANGES.length + 1, scheme)
            .slice(1)
            .reverse(),
          NEUTRAL[scheme],
          ...ramp(18, CHANGES.length + 1, scheme).slice(1),
        ],
      };
  }
}

/** The runtime is neutral, so that what one can change stands out. */
function byPackage(flame: Flame): Uint8Array {
  const ofName = Uint8Array.from(flame.names, packageColour);
  return Uint8Array.from(flame.name, (name) => ofName[name] ?? 0);
}

export function packageColour(name: string): number {
  const group = packageOf(name);
  const isRuntime =
    group === '' ||
    group === 'runtime' ||
    group.startsWith('runtime/') ||
    group.startsWith('internal/runtime');
  return isRuntime ? 0 : 1 + (hash(group) % HUES.length);
}

function bySelf(flame: Flame): Uint8Array {
  const most = flame.self.reduce((a, b) => Math.max(a, b), 0) || whole(flame) || 1;
  return Uint8Array.from(flame.self, (value) =>
    Math.min(SELF_STEPS - 1, Math.ceil(Math.sqrt(Math.max(0, value) / most) * (SELF_STEPS - 1))),
  );
}

function byChange(flame: Flame): Uint8Array {
  const { sides } = flame;
  const middle = CHANGES.length;
  return Uint8Array.from(flame.name, (_, node) => middle + (sides ? step(change(sides, node)) : 0));
}

/** −4 to 4. */
export function step(share: number): number {
  const size = CHANGES.filter((least) => Math.abs(share) >= least).length;
  return share < 0 ? -size : size;
}

function tint(hue: number, scheme: Scheme): string {
  return scheme === 'light' ? `hsl(${hue} 58% 80%)` : `hsl(${hue} 34% 31%)`;
}

/** From neutral to strong. */
function ramp(hue: number, steps: number, scheme: Scheme): readonly string[] {
  return Array.from({ length: steps }, (_, i) => {
    const share = i / (steps - 1);
    return i === 0
      ? NEUTRAL[scheme]
      : scheme === 'light'
        ? `hsl(${hue} ${60 + 30 * share}% ${88 - 24 * share}%)`
        : `hsl(${hue} ${30 + 35 * share}% ${25 + 10 * share}%)`;
  });
}
