import type { Schema } from '../../api/client.ts';
import { paths } from '../../app/routes.ts';
import { set, update, url } from '../../router/params.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Name } from '../../ui/Name.tsx';
import { versionComparison } from '../compare/selection.ts';
import { type Deploy, deployComparison } from './deploys.ts';
import { Filters } from './Filters.tsx';
import { RangeFields } from './RangeFields.tsx';
import { Renew } from './Renew.tsx';
import { SampleTypeChoice } from './SampleTypeChoice.tsx';
import {
  fromParam,
  matchParam,
  rangeParam,
  type Selection,
  sampleParam,
  toParam,
  typeParam,
} from './selection.ts';
import { useSampleTypes } from './useSampleTypes.ts';

interface Props {
  readonly of: Schema<'Service'>;
  readonly selection: Selection;
  readonly deploys: readonly Deploy[];
  /** Names of labels there are in the range. */
  readonly labels: readonly string[];
  /** Takes a newer `now`. */
  readonly onRenew: () => void;
}

/** What to look at: type, value, range and labels. */
export function Controls({ of, selection, deploys, labels, onRenew }: Props) {
  const { service, type, from, to, match } = selection;
  return (
    <div class="controls">
      <h1>
        <Name of={of.service} />
      </h1>
      <Choice
        label="Profile type"
        value={type}
        options={of.types.map((each) => ({ value: each, name: each }))}
        onChange={(value) => update([set(typeParam, value), set(sampleParam, '')])}
      />
      <SampleTypes selection={selection} />
      <RangeFields
        label="Range"
        from={from}
        to={to}
        onChange={(start, end) => update([set(fromParam, start), set(toParam, end), set(rangeParam, '')])}
      />
      <Renew times={[from, to]} onRenew={onRenew} />
      <Filters
        label="Filters by label"
        {...{ service, type, from, to }}
        labels={labels}
        value={match}
        onChange={(value) => update([set(matchParam, value)])}
      />
      <span class="end row">
        <LastDeploy of={of} selection={selection} deploys={deploys} />
        <a href={url(paths.compare, ...versionComparison(selection, '', ''))}>Compare…</a>
      </span>
    </div>
  );
}

/** The last change of versions; as far as their names tell, where none was seen to come. */
function LastDeploy({ of, selection, deploys: [last] }: Pick<Props, 'of' | 'selection' | 'deploys'>) {
  const [before, after] = last ? [last.before, last.after] : of.versions.slice(-2);
  if (before === undefined || after === undefined) {
    return null;
  }
  const settings = last ? deployComparison(selection, last) : versionComparison(selection, before, after);
  return (
    <a href={url(paths.compare, ...settings)}>
      Compare <Name of={before} /> → <Name of={after} />
    </a>
  );
}

function SampleTypes({ selection }: { readonly selection: Selection }) {
  const types = useSampleTypes(selection);
  return types === undefined ? null : (
    <SampleTypeChoice
      types={types}
      asked={selection.sampleType}
      onChange={(asked) => update([set(sampleParam, asked)])}
    />
  );
}
