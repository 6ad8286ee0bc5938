import { useMemo } from 'preact/hooks';
import { type Answer, get } from '../../api/client.ts';
import { unlessRefused } from '../../api/problem.ts';
import { type Asked, useAnswer } from '../../api/useAnswer.ts';
import { count, number } from '../../format/quantity.ts';
import { text, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Empty, ProblemNotice } from '../../ui/Notice.tsx';
import { isSearched, ServiceSearch } from '../../ui/ServiceSearch.tsx';
import { fleetOf, IN_USE, type Series, type Usage, unanswered } from './fleet.ts';
import { ChangedPanel, DownPanel } from './Panels.tsx';
import { ServiceTable } from './ServiceTable.tsx';
import './fleet.css';

const search = text('q');
const sortParam = text('sort', 'Service');

/** A day, and the hour before it to compare the last one with. */
const DAY = { from: 'now-25h', to: 'now', step: '10m' };
/** Long enough for how far apart profiles are to be seen, where that is half an hour. */
const LATELY = { from: 'now-2h', to: 'now', step: '1m' };

/** What is in use of it. Whatever else there is has an answer too where no program tells that, as Java's profiles do not, and is not shown. */
const HEAP = [IN_USE, ''];

/** Every service: what it uses, what is down of it, what changed. */
export default function FleetPage() {
  const services = useAnswer('services', (signal) => get('/api/v1/services', { signal }), {
    everySeconds: 10,
  });
  const targets = useAnswer(
    'targets',
    (signal) => get('/api/v1/targets', { query: { state: 'active' }, signal }),
    {
      everySeconds: 10,
    },
  );
  const types = new Set(services.answer?.body.services.flatMap((service) => service.types));
  const cores = useUsage('cpu', types);
  const heap = useUsage('heap', types, HEAP);
  const goroutines = useUsage('goroutine', types);
  const scrapes = useAnswer('scrapes', (signal) => get('/api/v1/scrapes', { query: DAY, signal }), {
    everySeconds: 60,
  });
  const columns = [...cores, ...heap, ...goroutines, scrapes];
  const isAsking = columns.some(({ answer, loading }) => answer === undefined && loading);
  const failed = columns.find(({ answer, problem }) => answer === undefined && problem !== undefined);
  const answers = [services, targets, ...columns].map(({ answer }) => answer);
  const fleet = useMemo(
    () =>
      fleetOf({
        services: services.answer?.body.services ?? [],
        targets: targets.answer?.body.activeTargets,
        cores: usageOf(cores),
        heap: usageOf(heap),
        goroutines: usageOf(goroutines),
        scrapes: scrapes.answer?.body,
      }),
    answers,
  );
  const [words, setWords] = useParam(search, { replace: true });
  const [sort, setSort] = useParam(sortParam);
  const wanted = useMemo(
    () => fleet.rows.filter(({ service }) => isSearched(service.service, words)),
    [fleet, words],
  );

  return (
    <>
      <div class="page-head">
        <h1>Fleet</h1>
        {services.answer && (
          <p class="soft">
            {words && `${number(wanted.length)} of `}
            {count(fleet.rows.length, 'service')}
          </p>
        )}
        <search class="end">
          <ServiceSearch words={words} onWords={setWords} />
        </search>
      </div>
      <Answered of={services} what="Services">
        {() =>
          fleet.rows.length === 0 ? (
            <NothingYet />
          ) : (
            <div class="stack">
              <div class="fleet-top">
                <DownPanel down={fleet.down} known={targets.answer !== undefined} />
                <ChangedPanel
                  changes={fleet.changes}
                  cores={cores[0].answer ? 'known' : cores[0].problem ? 'unanswered' : 'asked'}
                />
              </div>
              {failed?.problem && <ProblemNotice problem={unanswered(failed.problem)} again={failed.again} />}
              <ServiceTable rows={wanted} isAsking={isAsking} sort={sort} onSort={setSort} />
            </div>
          )
        }
      </Answered>
    </>
  );
}

const NOTHING: Answer<undefined> = {
  body: undefined,
  madeOf: { profiles: 0, instances: 0, coverage: undefined, unmatched: [] },
};

type AskedSeries = Asked<Answer<Series | undefined>>;

/** The last day of all services, and the last hours by the minute. */
function useUsage(
  type: string,
  types: ReadonlySet<string>,
  sampleTypes: string[] = [],
): readonly [day: AskedSeries, lately: AskedSeries] {
  const isThere = types.has(type);
  return [useSeries(type, isThere, sampleTypes, DAY), useSeries(type, isThere, sampleTypes, LATELY)];
}

function usageOf([day, lately]: readonly [AskedSeries, AskedSeries]): Usage {
  return { day: day.answer?.body, lately: lately.answer?.body };
}

/** Empty where nobody has such profiles. What is known not to be there is not asked for: browsers log a 404 as an error. */
function useSeries(type: string, isThere: boolean, sampleTypes: string[], range: typeof DAY): AskedSeries {
  return useAnswer(
    `${type} of all by ${range.step}, ${isThere}`,
    async (signal): Promise<Answer<Series | undefined>> => {
      if (!isThere) {
        return NOTHING;
      }
      const query = { type, ...range, by: ['service_name', 'job'], sample_type: sampleTypes };
      return unlessRefused(get('/api/v1/series', { query, signal }), 404, NOTHING);
    },
    { everySeconds: 60 },
  );
}

function NothingYet() {
  return (
    <Empty title="No profile is stored yet">
      <p>
        Without a targets file Tributary profiles itself: its first profile is here within a minute of its
        start, and this page shows it by itself.
      </p>
      <p>
        With one, <a href="/targets">Targets</a> says how the first scrapes go. A profile can also be sent:
      </p>
      <pre>
        curl --data-binary @cpu.pb.gz -H 'Content-Type: application/octet-stream' \{'\n'} '
        {window.location.origin}/api/v1/profiles?service=shop&type=cpu'
      </pre>
    </Empty>
  );
}
