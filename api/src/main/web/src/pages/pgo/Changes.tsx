import { count, percent } from '../../format/quantity.ts';
import { Facts } from '../../ui/Facts.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import type { Report } from './pgo.ts';

type Change = NonNullable<Report['change']>;
type Moved = Change['entered'][number];
type Heavy = Report['heaviest'][number];

const EDGE = [
  { name: 'Caller', class: 'mono wrap', cell: ({ caller }: Heavy | Moved) => caller },
  { name: 'Line', number: true, cell: ({ offset }: Heavy | Moved) => `+${offset}` },
  { name: 'Callee', class: 'mono wrap', cell: ({ callee }: Heavy | Moved) => callee },
] as const;

const MOVED: readonly Column<Moved>[] = [
  ...EDGE,
  { name: 'Then', number: true, cell: ({ before }) => percent(before) },
  { name: 'Now', number: true, cell: ({ after }) => percent(after) },
];

const HEAVY: readonly Column<Heavy>[] = [
  ...EDGE,
  { name: 'Share', number: true, cell: ({ share }) => percent(share) },
];

/** What entered and left the hot set since it was handed out, and what is heaviest. */
export function Changes({ of: { change, heaviest } }: { readonly of: Report }) {
  return (
    <>
      {change && <Since change={change} />}
      <section class="panel" aria-label="Heaviest calls">
        <header>
          <h2>Heaviest calls</h2>
          <span class="soft">the line counts from the caller’s first</span>
        </header>
        <Table label="The heaviest calls" rows={heaviest} rowKey={keyOf} columns={HEAVY} />
      </section>
    </>
  );
}

function Since({ change }: { readonly change: Change }) {
  const { overlap, hotJaccard, hotMoved, since } = change;
  return (
    <section class="panel" aria-label="Changed since it was handed out">
      <header>
        <h2>Changed since it was handed out</h2>
        <span class="soft">{since.slice(0, 20)}</span>
      </header>
      <Facts
        of={[
          { name: 'Overlap', value: percent(overlap), note: '100 % is the same' },
          { name: 'Hot in both', value: percent(hotJaccard), note: 'of the calls that are hot in either' },
          { name: 'Weight that moved', value: percent(hotMoved), note: 'of calls that are hot in one alone' },
        ]}
      />
      <MovedTable what="entered" all={change.enteredEdges} moved={change.entered} />
      <MovedTable what="left" all={change.leftEdges} moved={change.left} />
    </section>
  );
}

function MovedTable({
  what,
  all,
  moved,
}: {
  readonly what: string;
  readonly all: number;
  readonly moved: readonly Moved[];
}) {
  return (
    <>
      <h3 class="moved">
        {count(all, 'call')} {what} the hot set
        {moved.length < all && `, the heaviest ${moved.length}`}
      </h3>
      {moved.length > 0 && (
        <Table label={`Calls that ${what} the hot set`} rows={moved} rowKey={keyOf} columns={MOVED} />
      )}
    </>
  );
}

function keyOf({ caller, offset, callee }: Heavy | Moved): string {
  return `${caller} ${offset} ${callee}`;
}
