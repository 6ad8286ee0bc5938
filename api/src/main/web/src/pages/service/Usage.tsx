import { useMemo } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { stamp } from '../../format/time.ts';
import { set, update, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { DeployList, isWithin } from './DeployList.tsx';
import type { Deploy } from './deploys.ts';
import { byParam, formatRange, type Range, rangeParam, type Selection, seriesQuery } from './selection.ts';
import { splitNames } from './series.ts';
import { TimeLine } from './TimeLine.tsx';

interface Props {
  readonly selection: Selection;
  readonly deploys: readonly Deploy[];
  /** Names of labels there are in the range. */
  readonly labels: readonly string[];
}

/** The time line of a service, on which a range can be chosen. */
export function Usage({ selection, deploys, labels }: Props) {
  const [by, setBy] = useParam(byParam);
  const query = seriesQuery(selection, by);
  const asked = useAnswer(JSON.stringify(query), (signal) => get('/api/v1/series', { query, signal }), {
    keep: true,
  });
  const targets = useAnswer('targets', (signal) =>
    get('/api/v1/targets', { query: { state: 'active' }, signal }),
  );
  const names = splitNames(selection.service, targets.answer?.body.activeTargets ?? [], labels);
  const { range } = selection;
  const marks = useMemo(() => deploys.map(({ from }) => from), [deploys]);
  const choose = (chosen: Range | undefined) => update([set(rangeParam, chosen ? formatRange(chosen) : '')]);
  return (
    <section class="panel usage" aria-label="Over time">
      <header>
        <label>
          Split by
          <select value={by} onChange={(event) => setBy(event.currentTarget.value)}>
            <option value="">nothing</option>
            {[...new Set([...names, ...(by ? [by] : [])])].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {range ? (
          <>
            <p>
              {stamp(new Date(range.from * 1000))} – {stamp(new Date(range.to * 1000))}
            </p>
            <button type="button" onClick={() => choose(undefined)}>
              Whole range
            </button>
          </>
        ) : (
          <p class="soft">Drag over the plot to choose a range.</p>
        )}
      </header>
      <Answered of={asked} what="The time line">
        {({ body }) =>
          body.series.length === 0 ? (
            <Empty title="No profile in this range">
              <p>Choose a longer range, or take a filter away.</p>
            </Empty>
          ) : (
            <>
              <TimeLine series={body} by={by} range={range} marks={marks} onRange={choose} />
              <DeployList
                deploys={deploys.filter((deploy) => isWithin(deploy, body))}
                selection={selection}
              />
            </>
          )
        }
      </Answered>
    </section>
  );
}
