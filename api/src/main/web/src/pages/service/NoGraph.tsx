import { quantity } from '../../format/quantity.ts';
import { here, read, set, update } from '../../router/params.ts';
import { Empty } from '../../ui/Notice.tsx';
import type { Filter, Lack } from './lack.ts';
import { focusParam, ignoreParam, showParam } from './selection.ts';

const PARAMS = { focus: focusParam, ignore: ignoreParam };
const NAMES = { focus: 'Focus', ignore: 'Ignore' };

interface Props {
  readonly lack: Lack;
  /** Of the values. */
  readonly unit?: string;
}

/** In place of a flame graph: why there is none, and what to do. */
export function NoGraph({ lack, unit = '' }: Props) {
  switch (lack.why) {
    case 'no-total':
      return <NoTotal total={quantity(lack.total, unit)} />;
    case 'no-samples':
      return (
        <Empty title="The profiles have no sample">
          <p>
            They came, and nothing was counted in them: nobody waited for a lock, for instance. Take a longer
            range, or another type.
          </p>
        </Empty>
      );
    case 'filtered':
      return <Filtered filters={lack.filters} />;
  }
}

function NoTotal({ total }: { readonly total: string }) {
  return (
    <Empty title="These values have no flame graph">
      <p>
        They add up to {total}. A frame is as wide as its share of the total, and of nothing, or of less,
        there are no shares.
      </p>
      <p>
        The table has the figures of each function
        {read(showParam) === 'graph' ? (
          <>
            : <a href={here(set(showParam, 'table'))}>show the table</a>
          </>
        ) : (
          '.'
        )}
      </p>
    </Empty>
  );
}

function Filtered({ filters }: { readonly filters: readonly Filter[] }) {
  const unmatched = filters.find(({ isUnmatched }) => isUnmatched);
  const title = unmatched ? `Nothing matches “${unmatched.pattern}”` : 'The patterns leave nothing';
  return (
    <Empty title={title}>
      {filters.map((filter) => (
        <p key={filter.name}>{meaning(filter)}</p>
      ))}
      <p class="row">
        {filters.map(({ name }) => (
          <button key={name} type="button" onClick={() => update([set(PARAMS[name], '')])}>
            Without {NAMES[name]}
          </button>
        ))}
      </p>
    </Empty>
  );
}

function meaning({ name, pattern, isUnmatched }: Filter) {
  const what = <code>{pattern}</code>;
  if (name === 'ignore') {
    return <>Ignore takes away all stacks with a function, file or binary that matches {what}.</>;
  }
  return (
    <>
      Focus keeps only stacks with a function, file or binary that matches {what}
      {isUnmatched && (
        <>
          , and there is none. Upper and lower case differ; <code>(?i)</code> before a pattern has them alike
        </>
      )}
      .
    </>
  );
}
