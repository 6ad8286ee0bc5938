import { get, type Schema } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { paths } from '../../app/routes.ts';
import { set, update, url } from '../../router/params.ts';
import { Choice } from '../../ui/Choice.tsx';
import { versionComparison } from '../compare/selection.ts';
import { Filters } from './Filters.tsx';
import { RangeFields } from './RangeFields.tsx';
import { Renew } from './Renew.tsx';
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
  /** Takes a newer `now`. */
  readonly onRenew: () => void;
}

/** What to look at: type, value, range and labels. */
export function Controls({ of, selection, onRenew }: Props) {
  const { service, type, from, to, match } = selection;
  const labels = useAnswer(
    `labels ${service} ${type} ${from} ${to}`,
    (signal) => get('/api/v1/labels', { query: { service, type, from, to, limit: 200 }, signal }),
    { keep: true },
  );
  return (
    <div class="controls">
      <h1>{of.service}</h1>
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
        labels={labels.answer?.body.labels ?? []}
        value={match}
        onChange={(value) => update([set(matchParam, value)])}
      />
      <span class="end row">
        {comparisons(of).map(([before, after]) => (
          <a
            key={`${before} ${after}`}
            href={url(paths.compare, ...versionComparison(selection, before, after))}
          >
            Compare {before} → {after}
          </a>
        ))}
        <a href={url(paths.compare, ...versionComparison(selection, '', ''))}>Compare…</a>
      </span>
    </div>
  );
}

/** The last change of versions, as far as their names tell. */
function comparisons({ versions }: Schema<'Service'>): readonly (readonly [before: string, after: string])[] {
  const [before, after] = versions.slice(-2);
  return before !== undefined && after !== undefined ? [[before, after]] : [];
}

function SampleTypes({ selection }: { readonly selection: Selection }) {
  const types = useSampleTypes(selection);
  if (types === undefined || types.length < 2) {
    return null;
  }
  const shown = selection.sampleType || types[types.length - 1] || '';
  return (
    <Choice
      label="Sample type"
      value={shown}
      options={types.map((value) => ({ value, name: value }))}
      onChange={(value) => update([set(sampleParam, value === types[types.length - 1] ? '' : value)])}
    />
  );
}
