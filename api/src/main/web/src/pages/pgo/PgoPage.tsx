import { get } from '../../api/client.ts';
import { queue } from '../../api/queue.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { paths } from '../../app/routes.ts';
import { visible } from '../../format/name.ts';
import { count, number, percent } from '../../format/quantity.ts';
import { set, text, url, useParam } from '../../router/params.ts';
import { fitsPath } from '../../router/path.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { ServiceLink } from '../../ui/ServiceLink.tsx';
import { isSearched, ServiceSearch } from '../../ui/ServiceSearch.tsx';
import { ShowMore, useShown } from '../../ui/ShowMore.tsx';
import { VERDICTS, why } from './pgo.ts';
import { WINDOWS, type Window, windowParam } from './window.ts';
import './pgo.css';

const search = text('q');

/** Each line is a question whose answer may be the merge of a month. */
const SHOWN = 50;
const ASKED_AT_ONCE = 4;

const inTurn = queue(ASKED_AT_ONCE);

/** For each service, whether the fleet's profiles are good enough to build with. */
export default function PgoPage() {
  const services = useAnswer('services', (signal) => get('/api/v1/services', { signal }), {
    everySeconds: 60,
  });
  const [window, setWindow] = useParam(windowParam);
  const [words, setWords] = useParam(search, { replace: true });
  const shown = useShown(SHOWN);
  return (
    <>
      <div class="page-head">
        <h1>PGO</h1>
        <p class="soft">whether the fleet’s CPU profiles are good enough to build with</p>
        <search class="end row">
          <ServiceSearch words={words} onWords={setWords} />
          <Choice label="Profiles of the last" value={window} options={WINDOWS} onChange={setWindow} />
        </search>
      </div>
      <Answered of={services} what="Services">
        {({ body }) => {
          const having = body.services.filter(({ types }) => types.includes('cpu'));
          if (having.length === 0) {
            return <NoCpu />;
          }
          const wanted = having.filter(({ service }) => isSearched(service, words));
          return (
            <div class="panel">
              {wanted.length === 0 && <p class="body">No service has these letters in its name.</p>}
              {wanted
                .slice(0, shown.shown)
                .map(({ service }) =>
                  fitsPath(service) ? (
                    <ServiceLine key={service} service={service} window={window} />
                  ) : (
                    <LineWithoutPath key={service} service={service} />
                  ),
                )}
              <ShowMore of={shown} all={wanted.length} />
            </div>
          );
        }}
      </Answered>
    </>
  );
}

function NoCpu() {
  return (
    <Empty title="No service has CPU profiles">
      <p>
        Feedback for Go’s compiler is made of CPU profiles. <a href="/targets">Targets</a> says what is
        scraped; CPU is, unless a job switches <code>process_cpu</code> off.
      </p>
    </Empty>
  );
}

interface LineProps {
  readonly service: string;
  readonly window: Window;
}

function ServiceLine({ service, window }: LineProps) {
  const { answer, problem } = useAnswer(`report ${service} ${window}`, (signal) =>
    inTurn(
      () => get('/api/v1/pgo/{service}/report', { path: { service }, query: { window }, signal }),
      signal,
    ),
  );
  const report = answer?.body;
  return (
    <article class="pgo-line" aria-label={visible(service)} aria-busy={!report && !problem}>
      {report ? (
        <Badge tone={VERDICTS[report.verdict].tone}>{report.verdict}</Badge>
      ) : (
        <Badge>{problem ? 'no feedback' : '…'}</Badge>
      )}
      <h2>
        <ServiceLink of={service} to={(one) => url(paths.pgoService(one), set(windowParam, window))} />
      </h2>
      <p class="why">
        {report ? why(report) : problem ? `${problem.detail} ${problem.fix}` : 'Its report is made…'}
      </p>
      {report && (
        <p class="soft figures">
          {count(report.figures.samples, 'sample')} · {count(report.figures.instances, 'instance')} · missing
          mass {percent(report.figures.missingMass)} · {number(report.figures.hotEdges)} hot edges
          {report.change && ` · overlap ${percent(report.change.overlap)} with what was handed out`}
        </p>
      )}
    </article>
  );
}

/** Of a service whose report has no address. */
function LineWithoutPath({ service }: { readonly service: string }) {
  return (
    <article class="pgo-line" aria-label={visible(service)}>
      <Badge>no feedback</Badge>
      <h2>
        <ServiceLink of={service} to={paths.pgoService} />
      </h2>
      <p class="why">
        A browser takes this name in an address for a step of the path. Give the service another name.
      </p>
    </article>
  );
}
