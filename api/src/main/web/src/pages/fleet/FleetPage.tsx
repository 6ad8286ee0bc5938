import { type Answer, get } from '../../api/client.ts';
import { ProblemError } from '../../api/problem.ts';
import { type Asked, useAnswer } from '../../api/useAnswer.ts';
import { count } from '../../format/quantity.ts';
import { text, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Empty, ProblemNotice } from '../../ui/Notice.tsx';
import {
  byService,
  type Change,
  errorsByService,
  heapOf,
  latest,
  type Series,
  sinceYesterday,
  whatIsDown,
} from './fleet.ts';
import { ChangedPanel, DownPanel } from './Panels.tsx';
import { type Row, ServiceTable } from './ServiceTable.tsx';
import './fleet.css';

const search = text('q');
const sortParam = text('sort', 'Service');

/** A day, and the hour before it to compare the last one with. */
const RANGE = { from: 'now-25h', to: 'now', step: '10m' };

/** What is in use of it, and where no program tells that, what its profiles have last: Java's tell what is allocated. */
const HEAP = ['inuse_space', ''];

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
  const cores = useSeries('cpu', types);
  const heap = useSeries('heap', types, HEAP);
  const goroutines = useSeries('goroutine', types);
  const scrapes = useAnswer('scrapes', (signal) => get('/api/v1/scrapes', { query: RANGE, signal }), {
    everySeconds: 60,
  });
  const columns = [cores, heap, goroutines, scrapes];
  const isAsking = columns.some(({ answer, loading }) => answer === undefined && loading);
  const failed = columns.find(({ answer, problem }) => answer === undefined && problem !== undefined);
  const [words, setWords] = useParam(search, { replace: true });
  const [sort, setSort] = useParam(sortParam);

  return (
    <>
      <div class="page-head">
        <h1>Fleet</h1>
        {services.answer && <p class="soft">{count(services.answer.body.services.length, 'service')}</p>}
        <search class="end">
          <input
            type="search"
            aria-label="Services whose name has these letters"
            placeholder="Service"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </search>
      </div>
      <Answered of={services} what="Services">
        {({ body }) => {
          if (body.services.length === 0) {
            return <NothingYet />;
          }
          const used = byService(cores.answer?.body);
          const heaps = byService(heap.answer?.body);
          const counts = byService(goroutines.answer?.body);
          const errors = errorsByService(scrapes.answer?.body);
          const down = whatIsDown(targets.answer?.body.activeTargets ?? []);
          const times = cores.answer?.body?.times ?? [];
          const rows = body.services
            .filter(({ service }) => service.toLowerCase().includes(words.toLowerCase()))
            .map(
              (service): Row => ({
                service,
                cores: used.get(service.service),
                heap: heapOf(heap.answer?.body, heaps.get(service.service)),
                goroutines: counts.get(service.service),
                change: sinceYesterday(times, used.get(service.service)),
                errors: errors.get(service.service),
                down: down.find((one) => one.service === service.service),
              }),
            );
          const changes = new Map<string, Change>();
          for (const [service, values] of used) {
            const change = latest(values) === undefined ? undefined : sinceYesterday(times, values);
            if (change) {
              changes.set(service, change);
            }
          }
          return (
            <div class="stack">
              <div class="fleet-top">
                <DownPanel down={down} known={targets.answer !== undefined} />
                <ChangedPanel changes={changes} known={cores.answer !== undefined} />
              </div>
              {failed?.problem && <ProblemNotice problem={failed.problem} again={failed.again} />}
              <ServiceTable rows={rows} isAsking={isAsking} sort={sort} onSort={setSort} />
            </div>
          );
        }}
      </Answered>
    </>
  );
}

const NOTHING: Answer<undefined> = {
  body: undefined,
  madeOf: { profiles: 0, instances: 0, coverage: undefined },
};

/** A day of all services; empty where nobody has such profiles. What is known not to be there is not asked for: browsers log a 404 as an error. */
function useSeries(
  type: string,
  types: ReadonlySet<string>,
  sampleTypes: string[] = [],
): Asked<Answer<Series | undefined>> {
  const isThere = types.has(type);
  return useAnswer(
    `${type} of all, ${isThere}`,
    async (signal): Promise<Answer<Series | undefined>> => {
      if (!isThere) {
        return NOTHING;
      }
      try {
        const query = { type, ...RANGE, by: ['service_name', 'job'], sample_type: sampleTypes };
        return await get('/api/v1/series', { query, signal });
      } catch (failure) {
        if (failure instanceof ProblemError && failure.problem.status === 404) {
          return NOTHING;
        }
        throw failure;
      }
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
