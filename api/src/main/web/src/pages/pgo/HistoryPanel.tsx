import { get } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { number, percent } from '../../format/quantity.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { pastTimes, type Report, VERDICTS } from './pgo.ts';

const COLUMNS: readonly Column<Report>[] = [
  { name: 'Up to', class: 'nowrap', cell: ({ to }) => <When time={to} /> },
  { name: 'Verdict', cell: ({ verdict }) => <Badge tone={VERDICTS[verdict].tone}>{verdict}</Badge> },
  { name: 'Samples', number: true, cell: ({ figures }) => number(figures.samples) },
  { name: 'Missing mass', number: true, cell: ({ figures }) => percent(figures.missingMass) },
  { name: 'Overlap', number: true, cell: ({ change }) => (change ? percent(change.overlap) : '–') },
];

interface Props {
  readonly service: string;
  readonly window: string;
}

/** Missing mass and overlap over time: what the report would have said. */
export function HistoryPanel({ service, window }: Props) {
  const asked = useAnswer(`history ${service} ${window}`, (signal) => history(service, window, signal));
  return (
    <section class="panel" aria-label="Over time">
      <header>
        <h2>Over time</h2>
        <span class="soft">what the report would have said; overlap with what was handed out before</span>
      </header>
      <Answered of={asked} what="Earlier reports are made">
        {(reports) =>
          reports.length === 0 ? (
            <p class="body soft">The service is too young: its first profile is minutes old.</p>
          ) : (
            <>
              <div class="body plots">
                <Plot name="Missing mass" values={reports.map(({ figures }) => figures.missingMass)} />
                <Plot name="Overlap" values={reports.map(({ change }) => change?.overlap ?? null)} />
              </div>
              <Table
                label="Earlier reports"
                rows={[...reports].reverse()}
                rowKey={({ to }) => to}
                columns={COLUMNS}
              />
            </>
          )
        }
      </Answered>
    </section>
  );
}

function Plot({ name, values }: { readonly name: string; readonly values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : (
    <figure>
      <figcaption>{name}</figcaption>
      <Sparkline
        label={`${name}: ${percent(Math.min(...known))} to ${percent(Math.max(...known))}`}
        values={values}
      />
    </figure>
  );
}

/** One after the other: each may be the merge of a week. */
async function history(service: string, window: string, signal: AbortSignal): Promise<readonly Report[]> {
  const { body } = await get('/api/v1/services', { signal });
  const firstSeen = body.services.find((one) => one.service === service)?.firstSeen;
  if (firstSeen === undefined) {
    return [];
  }
  const reports: Report[] = [];
  for (const at of pastTimes(Date.parse(firstSeen) / 1000, Date.now() / 1000)) {
    const query = { window, at: String(at) };
    reports.push((await get('/api/v1/pgo/{service}/report', { path: { service }, query, signal })).body);
  }
  return reports;
}
