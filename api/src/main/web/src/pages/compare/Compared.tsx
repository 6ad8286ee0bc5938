import { useMemo } from 'preact/hooks';
import { signed } from '../../flame/describe.ts';
import { difference, sideOf } from '../../flame/difference.ts';
import { FlamePanel } from '../../flame/FlamePanel.tsx';
import { toFlame } from '../../flame/model.ts';
import { visible } from '../../format/name.ts';
import { quantity } from '../../format/quantity.ts';
import { choice, useParam } from '../../router/params.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Coverage } from '../service/Coverage.tsx';
import { placesOf } from '../service/places.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { changes } from './changes.ts';
import type { Comparison } from './useComparison.ts';

const layoutParam = choice('show', ['difference', 'sides'], 'difference');

/** Two merges as one graph or two, and what changed as a table. */
export function Compared({ of, service }: { readonly of: Comparison; readonly service: string }) {
  const [layout, setLayout] = useParam(layoutParam);
  const flame = useMemo(() => difference(toFlame(of.graph), toFlame(of.change), of.side), [of]);
  const sides = useMemo(
    () => [
      { title: 'Before', flame: sideOf(flame, 'before') },
      { title: 'After', flame: sideOf(flame, 'after') },
    ],
    [flame],
  );
  const places = useMemo(() => placesOf(of.top), [of]);
  const rows = useMemo(() => changes(of.top, of.changeTop, of.side), [of]);
  const before = flame.sides?.before[0] ?? 0;
  const after = flame.sides?.after[0] ?? 0;
  return (
    <>
      <div class="compare-head">
        {of.normalize === 'share' ? (
          <>
            <h2>{quantity(before, flame.unit)}</h2>
            <span>taken for the total of both sides</span>
          </>
        ) : (
          <>
            <h2>
              {quantity(before, flame.unit)} → {quantity(after, flame.unit)}
            </h2>
            <span>{before === 0 ? '' : signed((after - before) / before)}</span>
          </>
        )}
        <div class="soft compare-made">
          <span>Before: </span>
          <Coverage of={of.before} />
          <span>After: </span>
          <Coverage of={of.after} />
        </div>
        <span class="end">
          <Choice
            label="Show"
            value={layout}
            options={[
              { value: 'difference', name: 'Difference' },
              { value: 'sides', name: 'Side by side' },
            ]}
            onChange={setLayout}
          />
        </span>
      </div>
      <FlamePanel
        flame={flame}
        beside={layout === 'sides' ? sides : []}
        label={`Difference of ${visible(service)}, ${of.graph.type}`}
        rootName={visible(service)}
        places={places}
        colourBy="difference"
      />
      <ChangeTable changes={rows} unit={flame.unit} sampling={of.sampling} />
    </>
  );
}
