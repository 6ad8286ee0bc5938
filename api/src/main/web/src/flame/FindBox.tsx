import type { RefObject } from 'preact';
import { count, percent } from '../format/quantity.ts';
import { set, update } from '../router/params.ts';
import { type Found, isFound, type NoPattern } from './search.ts';
import { findParam } from './useFlame.ts';

interface Props {
  readonly input: RefObject<HTMLInputElement>;
  readonly find: string;
  readonly found: Found | NoPattern | undefined;
  readonly total: number;
  readonly onNext: (step: number) => void;
}

/** Searches frames by a pattern, and says how much it found. */
export function FindBox({ input, find, found, total, onNext }: Props) {
  return (
    <search class="flame-find">
      <input
        ref={input}
        type="search"
        aria-label="Find functions by a pattern"
        aria-describedby="flame-found"
        placeholder="Find: json|regexp"
        spellcheck={false}
        value={find}
        onInput={(event) => update([set(findParam, event.currentTarget.value)], { replace: true })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            onNext(event.shiftKey ? -1 : 1);
          }
        }}
      />
      <output id="flame-found" class={found && !isFound(found) ? 'flame-wrong' : 'soft'}>
        {found ? result(found, total) : ''}
      </output>
    </search>
  );
}

function result(found: Found | NoPattern, total: number): string {
  if (!isFound(found)) {
    return `No pattern: ${found.error}`;
  }
  if (found.nodes.length === 0) {
    return 'Nothing found';
  }
  const share = percent(total === 0 ? 0 : found.total / total);
  return `${share} in ${count(found.nodes.length, 'frame')}${found.cut ? ', search cut short' : ''}`;
}
