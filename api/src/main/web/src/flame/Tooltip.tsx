import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Description } from './describe.ts';

interface Props {
  readonly of: Description;
  /** Where the pointer is, in the window. */
  readonly x: number;
  readonly y: number;
}

const OFFSET = 14;

/** What there is to say of the frame under the pointer. The same stands below the graph for who uses the keyboard. */
export function Tooltip({ of, x, y }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element) {
      const { offsetWidth: width, offsetHeight: height } = element;
      const left = Math.min(x + OFFSET, window.innerWidth - width - 8);
      const below = y + OFFSET + height < window.innerHeight;
      element.style.left = `${Math.max(8, left)}px`;
      element.style.top = `${Math.max(8, below ? y + OFFSET : y - OFFSET - height)}px`;
    }
  });
  return (
    <div class="flame-tip" ref={box} aria-hidden="true">
      <Figures of={of} />
    </div>
  );
}

/** A frame's name and figures. */
export function Figures({ of }: { readonly of: Description }) {
  return (
    <>
      <p class="flame-name">{of.name}</p>
      <dl class="flame-figures">
        <Figure name={of.change === undefined ? 'Total' : 'Both'} value={of.total} more={of.share} />
        <Figure name="Self" value={of.self} more={of.selfShare} />
        {of.change !== undefined && (
          <>
            <Figure name="Before" value={of.before ?? ''} />
            <Figure name="After" value={of.after ?? ''} />
            <Figure name="Change" value={of.change} />
          </>
        )}
      </dl>
      {(of.place || of.notes.length > 0) && (
        <p class="soft">
          {of.place && <span class="mono">{of.place}</span>}
          {of.place && of.notes.length > 0 && ' · '}
          {of.notes.join(' · ')}
        </p>
      )}
    </>
  );
}

function Figure({
  name,
  value,
  more,
}: {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} {more && <span class="soft">{more}</span>}
      </dd>
    </div>
  );
}
