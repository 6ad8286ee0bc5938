import { get, type Schema } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { bytes, count, number } from '../../format/quantity.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';

type Service = Schema<'Service'>;

const COLUMNS: readonly Column<Service>[] = [
  { name: 'Service', cell: (row) => row.service },
  { name: 'Types', cell: (row) => row.types.join(', ') },
  { name: 'Instances', number: true, cell: (row) => number(row.instances) },
  { name: 'Versions', cell: (row) => row.versions.join(', ') },
  { name: 'Profiles', number: true, cell: (row) => number(row.profiles) },
  { name: 'Stored', number: true, cell: (row) => bytes(row.bytes) },
  { name: 'Newest profile', class: 'nowrap', cell: (row) => <When time={row.lastSeen} /> },
];

/** Every service that something is stored of. */
export default function FleetPage() {
  const services = useAnswer('services', (signal) => get('/api/v1/services', { signal }), {
    everySeconds: 30,
  });
  return (
    <>
      <div class="page-head">
        <h1>Fleet</h1>
        {services.answer && <p class="soft">{count(services.answer.body.services.length, 'service')}</p>}
      </div>
      <Answered of={services} what="Services">
        {({ body }) =>
          body.services.length === 0 ? (
            <Empty title="No profile is stored yet">
              <p>Tributary profiles itself: its first profile is here within a minute of its start.</p>
            </Empty>
          ) : (
            <div class="panel">
              <Table label="Services" rows={body.services} rowKey={(row) => row.service} columns={COLUMNS} />
            </div>
          )
        }
      </Answered>
    </>
  );
}
