import { get } from '../../api/client.ts';
import { serverTime } from '../../api/moment.ts';
import { unlessRefused } from '../../api/problem.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { number, percent } from '../../format/quantity.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { hasProfiles, type Past, pastReports, type Totals } from './history.ts';
import { pastTimes, VERDICTS } from './pgo.ts';
import { WINDOW_SECONDS, type Window } from './window.ts';

const COLUMNS: readonly Column<Past>[] = [
  { name: 'Up to', class: 'nowrap', cell: ({ at }) => <When time={at * 1000} /> },
  {
    name: 'Verdict',
    cell: ({ report }) =>
      report ? <Badge tone={VERDICTS[report.verdict].tone}>{report.verdict}</Badge> : 'no profiles then',
  },
  {
    name: 'Samples',
    number: true,
    cell: ({ report }) => (report ? number(report.figures.samples) : '–'),
  },
  {
    name: 'Missing mass',
    number: true,
    cell: ({ report }) => (report ? percent(report.figures.missingMass) : '–'),
  },
  {
    name: 'Overlap',
    number: true,
    cell: ({ report }) => (report?.change ? percent(report.change.overlap) : '–'),
  },
];

interface Props {
  readonly service: string;
  readonly window: Window;
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
        {(past) =>
          past.length === 0 ? (
            <p class="body soft">The service is too young: its first profile is minutes old.</p>
          ) : (
            <>
              <div class="body plots">
                <Plot
                  name="Missing mass"
                  values={past.map(({ report }) => report?.figures.missingMass ?? null)}
                />
                <Plot name="Overlap" values={past.map(({ report }) => report?.change?.overlap ?? null)} />
              </div>
              <Table
                label="Earlier reports"
                rows={[...past].reverse()}
                rowKey={({ at }) => String(at)}
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

async function history(service: string, window: Window, signal: AbortSignal): Promise<readonly Past[]> {
  const { body } = await get('/api/v1/services', { signal });
  const seen = body.services.find((one) => one.service === service);
  const times = seen ? pastTimes(Date.parse(seen.firstSeen) / 1000, serverTime() / 1000) : [];
  const [first] = times;
  const last = times.at(-1);
  if (!seen || first === undefined || last === undefined) {
    return [];
  }
  const long = WINDOW_SECONDS[window];
  const from = first - long;
  const isOver = Date.parse(seen.lastSeen) / 1000 < from;
  const totals = isOver ? NONE : await totalsOf(service, from, last, signal);
  return pastReports(
    times,
    (at) => totals === undefined || hasProfiles(totals, at, long),
    async (at) => {
      const query = { window, at: String(at) };
      return (await get('/api/v1/pgo/{service}/report', { path: { service }, query, signal })).body;
    },
  );
}

const NONE: Totals = { times: [], series: [] };

/** In hours, at which windows begin and end. Undefined where it cannot be said: of a large fleet a month of hours is too much to answer. */
async function totalsOf(
  service: string,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<Totals | undefined> {
  const query = { service, type: 'cpu', from: String(from), to: String(to), step: '1h' };
  return (await unlessRefused(get('/api/v1/series', { query, signal }), 422, undefined))?.body;
}
