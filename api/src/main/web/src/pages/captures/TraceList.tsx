import { address, get, type Schema } from '../../api/client.ts';
import { unlessRefused } from '../../api/problem.ts';
import { type Page, usePages } from '../../api/usePages.ts';
import { visible } from '../../format/name.ts';
import { bytes, seconds } from '../../format/quantity.ts';
import { read, text, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Copy } from '../../ui/Command.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Labels } from '../../ui/Labels.tsx';
import { More } from '../../ui/More.tsx';
import { Name } from '../../ui/Name.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { back, RangeChoice } from '../../ui/RangeChoice.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { WhyOf } from './Why.tsx';
import { toolFor, whyOf } from './why.ts';

type Trace = Schema<'StoredTrace'>;

const serviceParam = text('service');
const typeParam = text('type');

const COLUMNS: readonly Column<Trace>[] = [
  { name: 'Begun', class: 'nowrap', cell: ({ time }) => <When time={time} /> },
  { name: 'Type', class: 'nowrap', cell: ({ type }) => type },
  { name: 'Service', cell: ({ service }) => <Name of={service} /> },
  { name: 'Instance', cell: ({ labels }) => <Labels of={labels} without={['job', 'service_name']} /> },
  { name: 'Why', class: 'wrap', cell: ({ annotations }) => <WhyOf why={whyOf(annotations)} /> },
  { name: 'Took', number: true, cell: ({ duration }) => (duration ? seconds(duration) : '–') },
  { name: 'Size', number: true, cell: (trace) => bytes(trace.bytes) },
  { name: 'Open', cell: (trace) => <Open trace={trace} /> },
];

function Open({ trace: { id, type, service, labels } }: { readonly trace: Trace }) {
  const path = address('/api/v1/traces/{id}', { path: { id } });
  const name = `${type} of ${visible(labels.instance ?? service)}`;
  return (
    <span class="open">
      <a class="button" download href={path}>
        <Icon name="download" />
        Download<span class="unseen"> {name}</span>
      </a>
      <Copy text={toolFor(type, window.location.origin + path)} what={`the command that opens the ${name}`} />
    </span>
  );
}

/** Execution traces, flight-recorder snapshots and other captures, as they came. */
export function TraceList() {
  const [service, setService] = useParam(serviceParam, { replace: true });
  const [type, setType] = useParam(typeParam, { replace: true });
  const from = read(back);
  const pages = usePages(
    `traces ${from} ${service} ${type}`,
    (cursor, signal) => page({ from, service, type }, cursor, signal),
    { everySeconds: 30 },
  );
  return (
    <div class="stack">
      <search class="row">
        <RangeChoice />
        <Filter label="Service" value={service} onChange={setService} />
        <Filter label="Type" value={type} onChange={setType} />
      </search>
      <Answered of={pages.first} what="Traces">
        {() =>
          pages.rows.length === 0 ? (
            <Empty title="No trace is like that">
              <p>
                Take one under <a href="/targets">Targets</a> with the type <code>trace</code>, or choose a
                longer range. What a capture brought is kept here as it came, as long as the retention says.
              </p>
            </Empty>
          ) : (
            <>
              <div class="panel">
                <Table label="Stored traces" rows={pages.rows} rowKey={({ id }) => id} columns={COLUMNS} />
              </div>
              <More of={pages} />
            </>
          )
        }
      </Answered>
    </div>
  );
}

interface Selection {
  readonly from: string;
  readonly service: string;
  readonly type: string;
}

async function page(
  selection: Selection,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Page<Trace>> {
  const query = { ...selection, limit: 100, ...(cursor ? { cursor } : {}) };
  // A service or type that is half typed in is none yet.
  const answer = await unlessRefused(get('/api/v1/traces', { query, signal }), 404, undefined);
  return { rows: answer?.body.traces ?? [], next: answer?.body.next };
}

interface FilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Filter({ label, value, onChange }: FilterProps) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}
