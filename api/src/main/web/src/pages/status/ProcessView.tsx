import { get, type Schema } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { bytes, number } from '../../format/quantity.ts';
import { Answered } from '../../ui/Answered.tsx';
import { type Fact, Facts } from '../../ui/Facts.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { type Flag, flagsOf } from './flags.ts';

type Runtime = Schema<'Runtime'>;

/** What Tributary runs on, since when, and with which flags. */
export function ProcessView() {
  const runtime = useAnswer('runtime', (signal) => get('/api/v1/status/runtime', { signal }), {
    everySeconds: 5,
  });
  const flags = useAnswer('flags', (signal) => get('/api/v1/status/flags', { signal }));
  return (
    <div class="status-grid">
      <Answered of={runtime} what="Runtime">
        {({ body }) => (
          <section class="panel" aria-label="Runtime">
            <header>
              <h2>Runtime</h2>
            </header>
            <Facts of={facts(body)} />
          </section>
        )}
      </Answered>
      <Answered of={flags} what="Flags">
        {({ body }) => (
          <section class="panel" aria-label="Flags">
            <header>
              <h2>Flags</h2>
              <span class="soft">as they are in force, wherever they were given</span>
            </header>
            <Table
              label="Flags and their values"
              rows={flagsOf(body)}
              rowKey={({ name }) => name}
              columns={COLUMNS}
            />
          </section>
        )}
      </Answered>
    </div>
  );
}

const COLUMNS: readonly Column<Flag>[] = [
  { name: 'Flag', class: 'mono nowrap', cell: ({ name }) => `--${name}` },
  {
    name: 'Value',
    class: 'wrap',
    cell: ({ value }) => (value === '' ? <span class="soft">none</span> : <span class="mono">{value}</span>),
  },
];

function facts(runtime: Runtime): readonly Fact[] {
  return [
    { name: 'Version', value: runtime.version },
    { name: 'Started', value: <When time={runtime.startTime} /> },
    {
      name: 'Targets file',
      value: runtime.reloadConfigSuccess ? 'taken' : 'changed and not taken',
      note: 'when it was last read',
    },
    { name: 'In force since', value: <When time={runtime.lastConfigTime} /> },
    { name: 'Java', value: runtime.javaVersion },
    { name: 'Processors', value: number(runtime.processors), note: 'that Java may use' },
    { name: 'Threads', value: number(runtime.threadCount) },
    {
      name: 'Heap',
      value: `${bytes(runtime.memoryUsedBytes)} of ${bytes(runtime.memoryLimitBytes)}`,
      note: 'what is not collected yet included',
    },
    { name: 'Format of the store', value: number(runtime.storageFormat) },
  ];
}
