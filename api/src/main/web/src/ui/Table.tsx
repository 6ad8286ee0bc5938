import type { ComponentChildren } from 'preact';
import './table.css';

export interface Column<Row> {
  readonly name: string;
  readonly number?: boolean;
  readonly class?: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** What rows are sorted by where somebody wants it: numbers from the largest, texts from A. Undefined comes last. */
  readonly by?: (row: Row) => number | string | undefined;
}

interface Props<Row> {
  /** What it lists, for who listens. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  /** The name of the column that rows are sorted by; as they come where there is none. */
  readonly sort?: string;
  readonly onSort?: (column: string) => void;
  /** How many rows are drawn, the first ones after sorting; all of them where it is not said. */
  readonly most?: number;
}

/** Rows under columns; where it is wider than the page it scrolls for itself. */
export function Table<Row>({ label, rows, rowKey, columns, sort, onSort, most }: Props<Row>) {
  const by = columns.find(({ name }) => name === sort)?.by;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="table" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.name} column={column} sorted={column.name === sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {(by ? sorted(rows, by) : rows).slice(0, most).map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ name, number, class: more = '', cell }, i) =>
                i === 0 ? (
                  <th key={name} scope="row" class={more}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} class={`${number ? 'number' : ''} ${more}`}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly sorted: boolean;
  readonly onSort: ((column: string) => void) | undefined;
}

function Head<Row>({ column: { name, number, by }, sorted: isSorted, onSort }: HeadProps<Row>) {
  return (
    <th
      scope="col"
      class={number ? 'number' : undefined}
      aria-sort={isSorted ? (number ? 'descending' : 'ascending') : undefined}
    >
      {by && onSort ? (
        <button type="button" class="sort" onClick={() => onSort(name)}>
          {name}
        </button>
      ) : (
        name
      )}
    </th>
  );
}

const COLLATOR = new Intl.Collator();

/** A sorted copy: numbers from the largest, texts from A, undefined last. */
export function sorted<Row>(
  rows: readonly Row[],
  by: (row: Row) => number | string | undefined,
): readonly Row[] {
  return rows
    .map((row) => ({ row, key: by(row) }))
    .sort(({ key: a }, { key: b }) => {
      if (a === undefined || b === undefined) {
        return Number(a === undefined) - Number(b === undefined);
      }
      return typeof a === 'number' && typeof b === 'number' ? b - a : COLLATOR.compare(String(a), String(b));
    })
    .map(({ row }) => row);
}
