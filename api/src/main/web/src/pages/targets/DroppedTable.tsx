import { Badge } from '../../ui/Badge.tsx';
import { Labels } from '../../ui/Labels.tsx';
import { Name } from '../../ui/Name.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import type { Dropped } from './filter.ts';

const COLUMNS: readonly Column<Dropped>[] = [
  { name: 'Job', cell: ({ scrapePool }) => <Name of={scrapePool} /> },
  {
    name: 'Why',
    cell: ({ reason }) => <Badge tone={reason === 'invalid' ? 'bad' : 'plain'}>{reason}</Badge>,
  },
  { name: 'Detail', class: 'wrap', cell: ({ detail }) => detail },
  { name: 'Discovered labels', cell: ({ discoveredLabels }) => <Labels of={discoveredLabels} /> },
];

/** Targets that were found and are not profiled, and why. */
export function DroppedTable({ dropped }: { readonly dropped: readonly Dropped[] }) {
  return (
    <div class="panel">
      <Table label="Dropped targets" rows={dropped} rowKey={(one) => JSON.stringify(one)} columns={COLUMNS} />
    </div>
  );
}
