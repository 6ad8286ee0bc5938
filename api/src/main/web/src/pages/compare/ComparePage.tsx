import { get, type Schema } from '../../api/client.ts';
import { useNow } from '../../api/moment.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { visible } from '../../format/name.ts';
import { here, read, type Setting, set, update, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Name } from '../../ui/Name.tsx';
import { Empty, Loading } from '../../ui/Notice.tsx';
import { Filters } from '../service/Filters.tsx';
import { formatSelector } from '../service/matchers.ts';
import { RangeFields } from '../service/RangeFields.tsx';
import { Renew } from '../service/Renew.tsx';
import { SampleTypeChoice } from '../service/SampleTypeChoice.tsx';
import { fromParam, matchParam, sampleParam, toParam, typeParam } from '../service/selection.ts';
import '../service/service.css';
import { useSampleTypes } from '../service/useSampleTypes.ts';
import { Compared } from './Compared.tsx';
import './compare.css';
import {
  baseFromParam,
  baseMatchParam,
  baseToParam,
  type Comparing,
  comparingOf,
  normalizeParam,
  type Part,
  serviceParam,
} from './selection.ts';
import { useComparison } from './useComparison.ts';

/** Two ranges, versions or selections of a service against each other. */
export default function ComparePage() {
  const services = useAnswer('services', (signal) => get('/api/v1/services', { signal }));
  return (
    <Answered of={services} what="Services">
      {({ body }) => <Chosen services={body.services} />}
    </Answered>
  );
}

function Chosen({ services }: { readonly services: readonly Schema<'Service'>[] }) {
  const asked = read(serviceParam);
  const service = services.find((each) => each.service === asked) ?? (asked ? undefined : services[0]);
  const type = read(typeParam) || (service?.types.includes('cpu') ? 'cpu' : (service?.types[0] ?? 'cpu'));
  const asks = ASKS.map(read);
  const [now, renew] = useNow(JSON.stringify([service?.service, type, ...asks]));
  if (!service) {
    return (
      <Empty title={asked ? `Nothing is stored of ${visible(asked)}` : 'No profile is stored yet'}>
        <p>Tributary profiles itself: its first profile is here within a minute of its start.</p>
      </Empty>
    );
  }
  const of = comparingOf(service.service, type, now);
  return <Page services={services} service={service} of={of} onRenew={renew} />;
}

/** What another `now` is taken for when it changes. */
const ASKS = [sampleParam, baseFromParam, baseToParam, baseMatchParam, fromParam, toParam, matchParam];

interface PageProps {
  readonly services: readonly Schema<'Service'>[];
  readonly service: Schema<'Service'>;
  readonly of: Comparing;
  readonly onRenew: () => void;
}

function Page({ services, service, of, onRenew }: PageProps) {
  const [normalize, setNormalize] = useParam(normalizeParam);
  const labels = useAnswer(
    `labels ${of.service} ${of.type}`,
    (signal) =>
      get('/api/v1/labels', {
        query: { service: of.service, type: of.type, from: of.after.from, to: of.after.to, limit: 200 },
        signal,
      }),
    { keep: true },
  );
  const types = useSampleTypes({ service: of.service, type: of.type, from: of.after.from, to: of.after.to });
  const isSame = JSON.stringify(of.before) === JSON.stringify(of.after);
  const names = types?.map(({ type }) => type) ?? [];
  const hasSamples = names.includes('samples') && (of.sampleType || names.at(-1)) !== 'samples';
  return (
    <div class="stack">
      <div class="controls">
        <h1>Compare</h1>
        <label>
          Service
          <select
            value={of.service}
            onChange={(event) =>
              update([set(serviceParam, event.currentTarget.value), set(typeParam, ''), set(sampleParam, '')])
            }
          >
            {services.map((each) => (
              <option key={each.service} value={each.service}>
                {visible(each.service)}
              </option>
            ))}
          </select>
        </label>
        <Choice
          label="Profile type"
          value={of.type}
          options={service.types.map((each) => ({ value: each, name: each }))}
          onChange={(value) => update([set(typeParam, value), set(sampleParam, '')])}
        />
        {types && (
          <SampleTypeChoice
            types={types}
            asked={of.sampleType}
            onChange={(asked) => update([set(sampleParam, asked)])}
          />
        )}
        <label>
          Normalised by
          <select
            value={normalize}
            onChange={(event) => setNormalize(event.currentTarget.value as typeof normalize)}
          >
            <option value="rate">rate: time and instances</option>
            <option value="share">share of the total</option>
            <option value="none">nothing</option>
          </select>
        </label>
      </div>
      <div class="panel compare-parts">
        <Side
          name="Before"
          part={of.before}
          of={of}
          labels={labels.answer?.body.labels ?? []}
          settings={baseSettings}
        />
        <Side
          name="After"
          part={of.after}
          of={of}
          labels={labels.answer?.body.labels ?? []}
          settings={sideSettings}
        />
        <Renew times={[of.before.from, of.before.to, of.after.from, of.after.to]} onRenew={onRenew} />
        <a class="button" href={here(...baseSettings(of.after), ...sideSettings(of.before))}>
          Swap
        </a>
      </div>
      {isSame && <Suggestions service={service} of={of} />}
      {!isSame && (types ? <Result of={of} hasSamples={hasSamples} /> : <Loading what="Comparing…" />)}
    </div>
  );
}

const baseSettings = (part: Part): readonly Setting[] => [
  set(baseFromParam, part.from),
  set(baseToParam, part.to),
  set(baseMatchParam, part.match),
];

const sideSettings = (part: Part): readonly Setting[] => [
  set(fromParam, part.from),
  set(toParam, part.to),
  set(matchParam, part.match),
];

interface SideProps {
  readonly name: string;
  readonly part: Part;
  readonly of: Comparing;
  readonly labels: readonly string[];
  readonly settings: (part: Part) => readonly Setting[];
}

function Side({ name, part, of, labels, settings }: SideProps) {
  return (
    <fieldset class="row" aria-label={name}>
      <h2 class="compare-name">{name}</h2>
      <RangeFields
        label={`Range ${name.toLowerCase()}`}
        from={part.from}
        to={part.to}
        onChange={(from, to) => update(settings({ ...part, from, to }))}
      />
      <Filters
        label={`Filters ${name.toLowerCase()}`}
        service={of.service}
        type={of.type}
        from={part.from}
        to={part.to}
        labels={labels}
        value={part.match}
        onChange={(match) => update(settings({ ...part, match }))}
      />
    </fieldset>
  );
}

const ofVersion = (value: string) => formatSelector([{ name: 'version', op: '=', value }]);

/** What can be compared where both sides are the same. */
function Suggestions({ service, of }: { readonly service: Schema<'Service'>; readonly of: Comparing }) {
  const versions = service.versions.slice(-2);
  return (
    <Empty title="Both sides are the same">
      <p>Choose another range or other labels for one of them.</p>
      <ul>
        {versions.length === 2 && (
          <li>
            <a
              href={here(
                ...baseSettings({ ...of.before, match: ofVersion(versions[0] ?? '') }),
                ...sideSettings({ ...of.after, match: ofVersion(versions[1] ?? '') }),
              )}
            >
              Version <Name of={versions[0] ?? ''} /> with version <Name of={versions[1] ?? ''} />
            </a>
          </li>
        )}
        <li>
          <a
            href={here(
              ...baseSettings({ ...of.before, from: 'now-2h', to: 'now-1h' }),
              ...sideSettings({ ...of.after, from: 'now-1h', to: 'now' }),
            )}
          >
            The hour before with the last hour
          </a>
        </li>
        <li>
          <a
            href={here(
              ...baseSettings({ ...of.before, from: 'now-25h', to: 'now-24h' }),
              ...sideSettings({ ...of.after, from: 'now-1h', to: 'now' }),
            )}
          >
            This hour yesterday with the last hour
          </a>
        </li>
      </ul>
    </Empty>
  );
}

function Result({ of, hasSamples }: { readonly of: Comparing; readonly hasSamples: boolean }) {
  const asked = useComparison(of, hasSamples);
  return (
    <>
      {asked.loading && asked.answer && <Loading what="Comparing…" cancel={asked.cancel} />}
      <Answered of={asked} what="Comparing">
        {(comparison) => <Compared of={comparison} service={of.service} />}
      </Answered>
    </>
  );
}
