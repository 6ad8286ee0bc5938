import { useMemo } from 'preact/hooks';
import { get, type Schema } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { FlamePanel } from '../../flame/FlamePanel.tsx';
import { type Flame, toFlame } from '../../flame/model.ts';
import { quoted } from '../../flame/pattern.ts';
import { TopTable } from '../../flame/TopTable.tsx';
import { findParam } from '../../flame/useFlame.ts';
import { visible } from '../../format/name.ts';
import { quantity } from '../../format/quantity.ts';
import { read, set, update, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Loading, ProblemNotice } from '../../ui/Notice.tsx';
import { Coverage } from './Coverage.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { lackOf } from './lack.ts';
import { NoGraph } from './NoGraph.tsx';
import { Patterns } from './Patterns.tsx';
import { placesOf } from './places.ts';
import { focusParam, mergeQuery, type Selection, showParam } from './selection.ts';

/** Enough for where each function is declared. */
const MOST_ROWS = 5000;

/** The merge of what is chosen: flame graph, table, and what it is made of. */
export function Profile({ selection }: { readonly selection: Selection }) {
  const [show, setShow] = useParam(showParam);
  const query = mergeQuery(selection);
  const key = JSON.stringify(query);
  const graph = useAnswer(
    key,
    async (signal) => {
      const answer = await get('/api/v1/merge', { query: { ...query, format: 'flamegraph' }, signal });
      const body = answer.body as Schema<'FlameGraph'>;
      const flame = toFlame(body);
      return { madeOf: answer.madeOf, body, flame, lack: lackOf(flame, selection, answer.madeOf.unmatched) };
    },
    { keep: true },
  );
  const table = useAnswer(
    key,
    async (signal) =>
      (await get('/api/v1/merge', { query: { ...query, format: 'top', max_nodes: MOST_ROWS }, signal }))
        .body as Schema<'Top'>,
    { keep: true },
  );
  // One question to who looks: what fails is said once, what is given up is given up as a whole.
  const isSame = graph.problem !== undefined && graph.problem.detail === table.problem?.detail;
  const cancel = () => {
    graph.cancel();
    table.cancel();
  };
  const again = () => {
    graph.again();
    table.again();
  };
  const lack = graph.answer?.lack;
  // Where no sample is left, the table has no line either.
  const isEmpty = lack !== undefined && lack.why !== 'no-total';
  const isWaiting = graph.loading && graph.answer !== undefined;
  return (
    <section class="stack" aria-label="Profile">
      <div class="profile-head">
        <h2>
          {graph.answer ? quantity(graph.answer.body.total[0] ?? 0, graph.answer.body.unit) : 'Profile'}
        </h2>
        {graph.answer && <span class="soft">{graph.answer.body.type}</span>}
        {graph.answer && <Coverage of={graph.answer.madeOf} />}
        <Patterns />
        <span class="end">
          <Choice
            label="Show"
            value={show}
            options={[
              { value: 'both', name: 'Both' },
              { value: 'graph', name: 'Flame graph' },
              { value: 'table', name: 'Table' },
            ]}
            onChange={setShow}
          />
        </span>
      </div>
      {isWaiting && <Loading what="Merging…" cancel={cancel} />}
      {isSame && graph.problem && <ProblemNotice problem={graph.problem} again={again} />}
      {isEmpty && <NoGraph lack={lack} />}
      <div class={`profile-${show}`}>
        {show !== 'table' && !isSame && !isEmpty && (
          <Answered of={graph} what="Merging">
            {({ body, flame }) =>
              lack ? (
                <NoGraph lack={lack} unit={body.unit} />
              ) : (
                <Graph {...{ body, flame, selection }} top={table.answer} />
              )
            }
          </Answered>
        )}
        {show !== 'graph' && !isSame && !isEmpty && (
          <Answered of={table} what="Top functions">
            {(top) => <TopTable top={top} find={read(findParam)} label="Top functions" />}
          </Answered>
        )}
      </div>
      <Elsewhere selection={selection} />
    </section>
  );
}

interface GraphProps {
  readonly body: Schema<'FlameGraph'>;
  readonly flame: Flame;
  readonly top: Schema<'Top'> | undefined;
  readonly selection: Selection;
}

function Graph({ body, flame, top, selection }: GraphProps) {
  const places = useMemo(() => placesOf(top), [top]);
  return (
    <FlamePanel
      flame={flame}
      label={`Flame graph of ${visible(selection.service)}, ${body.type}`}
      rootName={visible(selection.service)}
      places={places}
      colourBy="package"
      onFocus={(name) => update([set(focusParam, `^${quoted(name)}$`)])}
    />
  );
}
