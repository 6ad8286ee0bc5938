import { useMemo, useState } from 'preact/hooks';
import type { Schema } from '../api/client.ts';
import { count, percent, quantity } from '../format/quantity.ts';
import { here, set } from '../router/params.ts';
import { packageColour } from './colour.ts';
import { Pattern, PatternError } from './pattern.ts';
import '../ui/table.css';
import './top.css';
import { functionParam } from './useFlame.ts';

type Top = Schema<'Top'>;
type Row = Top['rows'][number];
type Order = 'flat' | 'cum';

interface Props {
  readonly top: Top;
  /** A pattern: only functions that match. */
  readonly find: string;
  readonly label: string;
}

const FIRST_ROWS = 60;

/** The functions that took most: the figures of the flame graph as a table. */
export function TopTable({ top, find, label }: Props) {
  const [order, setOrder] = useState<Order>('flat');
  const [all, setAll] = useState(false);
  const rows = useMemo(() => {
    const matching = top.rows.filter(matches(find));
    return order === 'flat' ? matching : matching.toSorted((a, b) => b.cum - a.cum);
  }, [top, find, order]);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  const share = (value: number) => percent(top.total === 0 ? 0 : value / top.total);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="panel table top-table" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            <Head name="Flat" by="flat" order={order} onOrder={setOrder} />
            <th scope="col" class="number">
              Flat %
            </th>
            <Head name="Cum" by="cum" order={order} onOrder={setOrder} />
            <th scope="col" class="number">
              Cum %
            </th>
            <th scope="col">Function</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.function}>
              <Value of={row.flat} unit={top.unit} />
              <td class="number soft">{share(row.flat)}</td>
              <Value of={row.cum} unit={top.unit} />
              <td class="number soft">{share(row.cum)}</td>
              <th scope="row">
                <Name row={row} />
              </th>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft top-rest">
        {rows.length > shown.length ? (
          <button type="button" class="quiet" onClick={() => setAll(true)}>
            Show all {count(rows.length, 'function')}
          </button>
        ) : (
          count(rows.length, 'function')
        )}
        {find && ` of ${count(top.rows.length, 'function')} match`}
        {top.dropped > 0 && `, ${count(top.dropped, 'negligible one')} left out`}
      </p>
    </section>
  );
}

interface HeadProps {
  readonly name: string;
  readonly by: Order;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

function Head({ name, by, order, onOrder }: HeadProps) {
  return (
    <th scope="col" class="number" aria-sort={order === by ? 'descending' : 'none'}>
      <button type="button" class="quiet" onClick={() => onOrder(by)}>
        {name}
        <span aria-hidden="true">{order === by ? ' ▾' : ''}</span>
      </button>
    </th>
  );
}

function Value({ of: value, unit }: { readonly of: number; readonly unit: string }) {
  return (
    <td class="number">
      <data value={String(value)}>{quantity(value, unit)}</data>
    </td>
  );
}

/** A function with a link to its callers and callees. */
function Name({ row }: { readonly row: Row }) {
  const place = row.file && (row.line ? `${row.file}:${row.line}` : row.file);
  return (
    <a class="top-name" href={here(set(functionParam, row.function))} title={place || undefined}>
      <span class={`swatch package-${packageColour(row.function)}`} aria-hidden="true" />
      {row.function}
      {row.inlined !== 'none' && (
        <span class="soft"> ({row.inlined === 'all' ? 'inline' : 'partial-inline'})</span>
      )}
    </a>
  );
}

function matches(find: string): (row: Row) => boolean {
  if (!find) {
    return () => true;
  }
  try {
    const pattern = new Pattern(find);
    return (row) => pattern.test(row.function);
  } catch (failure) {
    if (failure instanceof PatternError) {
      return () => true;
    }
    throw failure;
  }
}
