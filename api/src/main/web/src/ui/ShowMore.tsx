import { useState } from 'preact/hooks';
import { number } from '../format/quantity.ts';

/** How much of a long list is drawn, and what draws more of it. */
export interface Shown {
  readonly shown: number;
  readonly more: () => void;
}

/** Draws a list by so many rows, as all of them at once are slow and read by nobody. */
export function useShown(step: number): Shown {
  const [shown, setShown] = useState(step);
  return { shown, more: () => setShown(shown + step) };
}

/** Below a list that is there in full: how much of it is not drawn, and what draws more. */
export function ShowMore({ of: { shown, more }, all }: { readonly of: Shown; readonly all: number }) {
  return all <= shown ? null : (
    <p class="body row">
      <button type="button" onClick={more}>
        Show more
      </button>
      <span class="soft">
        {number(shown)} of {number(all)} are shown
      </span>
    </p>
  );
}
