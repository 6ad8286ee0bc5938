import { get } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { paths } from '../../app/routes.ts';
import { seconds } from '../../format/quantity.ts';
import { useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Command } from '../../ui/Command.tsx';
import { Name } from '../../ui/Name.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { Changes } from './Changes.tsx';
import { EffectPanel } from './EffectPanel.tsx';
import { Figures } from './Figures.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { byLevel, type Check, LEVELS, type Report, refreshCommand, VERDICTS } from './pgo.ts';
import { ReleasesPanel } from './ReleasesPanel.tsx';
import { WINDOWS, windowParam } from './window.ts';
import './pgo.css';

/** A service's feedback for Go's compiler: whether it is good enough, and what became of what was handed out. */
export default function ServicePgoPage({ service = '' }: Readonly<Record<string, string>>) {
  const [window, setWindow] = useParam(windowParam);
  const asked = useAnswer(`report ${service} ${window}`, (signal) =>
    get('/api/v1/pgo/{service}/report', { path: { service }, query: { window }, signal }),
  );
  return (
    <>
      <div class="page-head">
        <h1>
          <a href={paths.pgo}>PGO</a> <Name of={service} />
        </h1>
        <span class="end">
          <Choice label="Profiles of the last" value={window} options={WINDOWS} onChange={setWindow} />
        </span>
      </div>
      <div class="stack">
        <Answered of={asked} what="The report">
          {({ body }) => (
            <>
              <VerdictPanel of={body} />
              <Command
                text={refreshCommand(location.origin, service, window)}
                label="Build with the fleet’s profile"
              />
              <Figures of={body} />
              <Changes of={body} />
            </>
          )}
        </Answered>
        <HistoryPanel service={service} window={window} />
        <ReleasesPanel service={service} />
        {asked.answer && <EffectPanel service={service} report={asked.answer.body} />}
      </div>
    </>
  );
}

const CHECKS: readonly Column<Check>[] = [
  { name: 'Check', class: 'nowrap', cell: ({ name }) => name },
  { name: 'Level', cell: ({ level }) => <Badge tone={LEVELS[level]}>{level}</Badge> },
  {
    name: 'Finding',
    class: 'wrap',
    cell: ({ finding, advice }) => (
      <>
        <p>{finding}</p>
        {advice && <p class="advice">{advice}</p>}
      </>
    ),
  },
];

function VerdictPanel({ of: report }: { readonly of: Report }) {
  const { tone, means } = VERDICTS[report.verdict];
  return (
    <section class="panel" aria-label="Verdict">
      <header>
        <Badge tone={tone}>{report.verdict}</Badge>
        <h2>{means}</h2>
        {report.goodEnoughInSeconds !== undefined && (
          <span class="soft">in about {seconds(report.goodEnoughInSeconds)} at the present rate</span>
        )}
      </header>
      <Table label="Checks" rows={byLevel(report.checks)} rowKey={({ name }) => name} columns={CHECKS} />
    </section>
  );
}
