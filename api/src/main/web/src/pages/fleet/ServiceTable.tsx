import { visible } from '../../format/name.ts';
import { bytes, count, number, percent, quantity } from '../../format/quantity.ts';
import { stamp } from '../../format/time.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Names } from '../../ui/Name.tsx';
import { ShowMore, useShown } from '../../ui/ShowMore.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import type { Change, Errors, Plot, Row } from './fleet.ts';
import { ServiceName } from './ServiceName.tsx';

const COLUMNS: readonly Column<Row>[] = [
  {
    name: 'Service',
    by: ({ service }) => service.service,
    cell: ({ service }) => <ServiceName of={service.service} />,
  },
  {
    name: 'Instances',
    number: true,
    by: ({ service }) => service.instances,
    cell: ({ service, down }) => (
      <>
        {down && <Badge tone="bad">{number(down.down)} down</Badge>} {number(service.instances)}
      </>
    ),
  },
  { name: 'Versions', class: 'versions', cell: ({ service }) => <Versions of={service.versions} /> },
  plot('Cores', 'cores', ({ cores }) => cores),
  {
    name: 'Since yesterday',
    number: true,
    by: ({ change }) => change && Math.abs(change.share),
    cell: ({ change }) => <ChangeOf change={change} />,
  },
  {
    name: 'Heap',
    number: true,
    by: ({ heap }) => heap?.now,
    cell: ({ service, heap }) =>
      heap || !service.types.includes('heap') ? (
        <Plotted name={`Heap of ${visible(service.service)}`} unit="bytes" plot={heap} />
      ) : (
        <Unknown why="Its profiles of the last day do not tell what is in use. Those of Java programs tell only what is allocated." />
      ),
  },
  plot('Goroutines', 'count', ({ goroutines }) => goroutines),
  {
    name: 'Errors',
    number: true,
    by: ({ errors }) => errors?.share,
    cell: ({ service, errors }) => <Failed service={service.service} errors={errors} />,
  },
  {
    name: 'Stored',
    number: true,
    by: ({ service }) => service.bytes,
    cell: ({ service }) => bytes(service.bytes),
  },
  { name: 'Newest', class: 'nowrap', cell: ({ service }) => <When time={service.lastSeen} /> },
];

function plot(name: string, unit: string, plotOf: (row: Row) => Plot | undefined): Column<Row> {
  return {
    name,
    number: true,
    by: (row) => plotOf(row)?.now,
    cell: (row) => (
      <Plotted name={`${name} of ${visible(row.service.service)}`} unit={unit} plot={plotOf(row)} />
    ),
  };
}

/** Stands where there is no value. */
function Unknown({ why }: { readonly why?: string }) {
  return (
    <span class="soft" title={why}>
      –{why && <span class="unseen"> {why}</span>}
    </span>
  );
}

/** The last day, and the value now. */
function Plotted({
  name,
  unit,
  plot,
}: {
  readonly name: string;
  readonly unit: string;
  readonly plot: Plot | undefined;
}) {
  const known = plot?.day.filter((value) => value !== null) ?? [];
  if (!plot || known.length === 0) {
    return <Unknown />;
  }
  const shown = (value: number) => (unit === 'cores' ? number(value) : quantity(value, unit));
  const label = `${name} in the last day: ${shown(Math.min(...known))} to ${shown(Math.max(...known))}`;
  return (
    <span class="plotted">
      <Sparkline label={label} values={plot.day} />
      <span class="now">{plot.now === undefined ? '–' : shown(plot.now)}</span>
    </span>
  );
}

/** How many scrapes failed in the last day, and which share of them lately. */
function Failed({ service, errors }: { readonly service: string; readonly errors: Errors | undefined }) {
  if (!errors) {
    return <Unknown />;
  }
  const { failures, share, scrapes, failed, reasons, since } = errors;
  const when = since ? `since ${stamp(since)}` : 'in the last day';
  const why = reasons.map(([reason, n]) => `${reason} ${number(n)}`).join(', ');
  const label = `Errors of ${visible(service)} ${when}: ${number(failed)} of ${count(scrapes, 'scrape')} failed`;
  return (
    <span class={failed > 0 ? 'plotted failing' : 'plotted'}>
      <Sparkline label={why ? `${label}: ${why}` : label} values={failures} />
      <span class="now">{share === undefined ? '–' : share === 0 ? '0 %' : percent(share)}</span>
    </span>
  );
}

function ChangeOf({ change }: { readonly change: Change | undefined }) {
  if (!change) {
    return <Unknown />;
  }
  return (
    <span title={`${number(change.before)} → ${number(change.after)} cores`}>
      {change.share > 0 ? '+' : ''}
      {percent(change.share)}
    </span>
  );
}

const VERSIONS = 3;

function Versions({ of: versions }: { readonly of: readonly string[] }) {
  const newest = versions.slice(-VERSIONS);
  return (
    <span title={versions.map(visible).join(', ')}>
      {versions.length > VERSIONS && '… '}
      {newest.length === 0 ? '–' : <Names of={newest} />}
    </span>
  );
}

interface Props {
  readonly rows: readonly Row[];
  /** Some of what rows show is on its way. */
  readonly isAsking: boolean;
  readonly sort: string;
  readonly onSort: (column: string) => void;
}

/** More rows at once are a page nobody reads, and one that is slow. */
const SHOWN = 100;

export function ServiceTable({ rows, isAsking, sort, onSort }: Props) {
  const shown = useShown(SHOWN);
  return (
    <div class="panel services" aria-busy={isAsking}>
      {rows.length === 0 ? (
        <p class="body">No service has these letters in its name.</p>
      ) : (
        <Table
          label="Services"
          rows={rows}
          rowKey={({ service }) => service.service}
          columns={COLUMNS}
          sort={sort}
          onSort={onSort}
          most={shown.shown}
        />
      )}
      <ShowMore of={shown} all={rows.length} />
    </div>
  );
}
