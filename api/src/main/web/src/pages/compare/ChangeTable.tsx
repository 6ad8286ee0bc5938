import { useMemo } from 'preact/hooks';
import { packageColour } from '../../flame/colour.ts';
import { signed } from '../../flame/describe.ts';
import '../../ui/table.css';
import '../../flame/top.css';
import { functionParam } from '../../flame/useFlame.ts';
import { count, quantity } from '../../format/quantity.ts';
import { choice, here, set, useParam } from '../../router/params.ts';
import { Choice } from '../../ui/Choice.tsx';
import { type Change, difference, noise, type Pair, type Sampling } from './changes.ts';

interface Props {
  readonly changes: readonly Change[];
  readonly unit: string;
  /** How values were sampled, where that is known. */
  readonly sampling: Sampling | undefined;
}

const valueParam = choice('value', ['flat', 'cum'], 'flat');
const MOST_ROWS = 200;

/** What grew and what shrank, the largest change first. */
export function ChangeTable({ changes, unit, sampling }: Props) {
  const [value, setValue] = useParam(valueParam);
  const rows = useMemo(
    () =>
      changes
        .filter((row) => difference(row[value]) !== 0)
        .sort((a, b) => Math.abs(difference(b[value])) - Math.abs(difference(a[value]))),
    [changes, value],
  );
  return (
    <section class="panel" aria-label="What grew and shrank">
      <header>
        <h2>What grew and shrank</h2>
        <Choice
          label="Values"
          value={value}
          options={[
            { value: 'flat', name: 'Flat' },
            { value: 'cum', name: 'Cumulative' },
          ]}
          onChange={setValue}
        />
        <p class="soft">
          {sampling
            ? '± is what sampling alone moves, 95 times of 100; a change within it is shown faint'
            : 'largest change first'}
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="table top-table" tabIndex={0} aria-label="Changes by function">
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                Change
              </th>
              {sampling && (
                <th scope="col" class="number">
                  ±
                </th>
              )}
              <th scope="col" class="number">
                Relative
              </th>
              <th scope="col" class="number">
                Before
              </th>
              <th scope="col" class="number">
                After
              </th>
              <th scope="col">Function</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row) => (
              <ChangeRow key={row.name} name={row.name} pair={row[value]} unit={unit} sampling={sampling} />
            ))}
          </tbody>
        </table>
        <p class="soft top-rest">
          {rows.length > MOST_ROWS
            ? `The ${MOST_ROWS} largest of ${count(rows.length, 'change')}`
            : count(rows.length, 'change')}
        </p>
      </section>
    </section>
  );
}

interface RowProps extends Pick<Props, 'unit' | 'sampling'> {
  readonly name: string;
  readonly pair: Pair;
}

function ChangeRow({ name, pair, unit, sampling }: RowProps) {
  const change = difference(pair);
  const range = sampling && noise(pair, sampling);
  const isNoise = range !== undefined && Math.abs(change) <= range;
  return (
    <tr class={isNoise ? 'within-noise' : undefined}>
      <td class={`number ${change > 0 ? 'grew' : 'shrank'}`}>
        <data value={String(change)}>
          {change > 0 ? '+' : '−'}
          {quantity(Math.abs(change), unit)}
        </data>
      </td>
      {range !== undefined && <td class="number soft">{quantity(range, unit)}</td>}
      <td class="number">
        {pair.before === 0 ? 'new' : pair.after === 0 ? 'gone' : signed(change / pair.before)}
      </td>
      <td class="number soft">{quantity(pair.before, unit)}</td>
      <td class="number soft">{quantity(pair.after, unit)}</td>
      <th scope="row">
        <a class="top-name" href={here(set(functionParam, name))}>
          <span class={`swatch package-${packageColour(name)}`} aria-hidden="true" />
          {name}
        </a>
      </th>
    </tr>
  );
}
