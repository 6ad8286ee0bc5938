import type { ComponentChildren } from 'preact';
import './table.css';

export interface Column<Row> {
  readonly name: string;
  readonly number?: boolean;
  readonly class?: string;
  readonly cell: (row: Row) => ComponentChildren;
}

interface Props<Row> {
  /** What it lists, for who listens. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
}

/** Rows under columns; where it is wider than the page it scrolls for itself. */
export function Table<Row>({ label, rows, rowKey, columns }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="table" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" class={column.number ? 'number' : undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
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
