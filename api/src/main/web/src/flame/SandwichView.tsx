import { useMemo, useState } from 'preact/hooks';
import { count, percent, quantity } from '../format/quantity.ts';
import { here, set } from '../router/params.ts';
import { Icon } from '../ui/Icon.tsx';
import type { ColourBy } from './colour.ts';
import { describe, type Place } from './describe.ts';
import { FlameCanvas } from './FlameCanvas.tsx';
import { type Flame, nameOf, whole } from './model.ts';
import { sandwich } from './sandwich.ts';
import { Figures } from './Tooltip.tsx';
import { functionParam } from './useFlame.ts';
import { ALL, type Part, partOf } from './view.ts';

interface Props {
  readonly flame: Flame;
  readonly name: string;
  readonly colourBy: ColourBy;
  readonly rootName: string;
  readonly places: ReadonlyMap<string, Place> | undefined;
  readonly onKey: (key: string, node: number, of: Flame) => boolean;
}

/** A function between those that call it, above, and those that it calls, below. */
export function SandwichView({ flame, name, ...rest }: Props) {
  const made = useMemo(() => sandwich(flame, name), [flame, name]);
  const close = (
    <a class="button" href={here(set(functionParam, ''))}>
      <Icon name="cross" /> Back to the graph
    </a>
  );
  if (!made) {
    return (
      <div class="flame-sandwich">
        <div class="row">
          <p>
            <code>{name}</code> is not in this graph: it may not have been called in the range, or take too
            little to be drawn.
          </p>
          {close}
        </div>
      </div>
    );
  }
  return (
    <div class="flame-sandwich">
      <div class="row">
        <h3 class="mono">{name}</h3>
        <p class="soft">
          total {quantity(made.total, flame.unit)}, {percent(made.total / (whole(flame) || 1))} · self{' '}
          {quantity(made.self, flame.unit)} · in {count(made.places, 'place')}
        </p>
        {close}
      </div>
      <h4>Callers</h4>
      <Half {...rest} flame={made.callers} label={`Callers of ${name}`} upwards />
      <h4>Callees</h4>
      <Half {...rest} flame={made.callees} label={`Callees of ${name}`} upwards={false} />
    </div>
  );
}

interface HalfProps extends Omit<Props, 'name'> {
  readonly label: string;
  readonly upwards: boolean;
}

function Half({ flame, label, upwards, colourBy, rootName, places, onKey }: HalfProps) {
  const [part, setPart] = useState<Part>(ALL);
  const [selected, select] = useState<number>();
  const [of, setOf] = useState(flame);
  if (of !== flame) {
    setOf(flame);
    setPart(ALL);
    select(undefined);
  }
  const name = selected === undefined ? '' : nameOf(flame, selected);
  return (
    <>
      <FlameCanvas
        flame={flame}
        label={label}
        rootName={rootName}
        colourBy={colourBy}
        part={part}
        selected={selected}
        places={places}
        firstLevel={1}
        upwards={upwards}
        onSelect={select}
        onZoom={(node) => setPart(partOf(flame, node))}
        onPart={setPart}
        onKey={(key, node) => onKey(key, node, flame)}
      />
      {selected !== undefined && name && (
        <div class="flame-detail">
          <div class="flame-said">
            <Figures of={describe(flame, selected, rootName, places)} />
          </div>
          <a class="button" href={here(set(functionParam, name))}>
            Its callers and callees
          </a>
        </div>
      )}
    </>
  );
}
