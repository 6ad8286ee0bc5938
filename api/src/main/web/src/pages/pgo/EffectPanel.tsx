import { get } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { visible } from '../../format/name.ts';
import { number, percent } from '../../format/quantity.ts';
import { text, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Names } from '../../ui/Name.tsx';
import { type Effect, type Report, twoVersions } from './pgo.ts';

const TONES: Readonly<Record<Effect['verdict'], Tone>> = {
  saves: 'good',
  costs: 'bad',
  'no-difference-shown': 'plain',
  'not-enough-data': 'plain',
};

const fromParam = text('from_version');
const toParam = text('to_version');

interface Props {
  readonly service: string;
  readonly report: Report;
}

/** What a change of version did to the CPU that an instance uses. */
export function EffectPanel({ service, report }: Props) {
  const [givenFrom, setFrom] = useParam(fromParam);
  const [givenTo, setTo] = useParam(toParam);
  const unasked = twoVersions(report);
  const from = givenFrom || unasked?.[0];
  const to = givenTo || unasked?.[1];
  const versions = report.figures.versions.map(({ name }) => name).filter((name) => name !== '');
  return (
    <section class="panel" aria-label="Effect by version">
      <header>
        <h2>Effect by version</h2>
        {versions.length > 1 && (
          <>
            <VersionSelect label="from" value={from} versions={versions} onChange={setFrom} />
            <VersionSelect label="to" value={to} versions={versions} onChange={setTo} />
          </>
        )}
      </header>
      {from !== undefined && to !== undefined && from !== to ? (
        <EffectOf service={service} from={from} to={to} />
      ) : (
        <p class="body soft">
          It takes two versions, by the target label <code>version</code>; the window’s profiles have{' '}
          {versions.length === 0 ? 'none' : <Names of={versions} />}.
        </p>
      )}
    </section>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly versions: readonly string[];
  readonly onChange: (value: string) => void;
}

function VersionSelect({ label, value, versions, onChange }: SelectProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {versions.map((version) => (
          <option key={version} value={version}>
            {visible(version)}
          </option>
        ))}
      </select>
    </label>
  );
}

function EffectOf({
  service,
  from,
  to,
}: {
  readonly service: string;
  readonly from: string;
  readonly to: string;
}) {
  const asked = useAnswer(`effect ${service} ${from} ${to}`, (signal) =>
    get('/api/v1/pgo/{service}/effect', {
      path: { service },
      query: { from_version: from, to_version: to },
      signal,
    }),
  );
  return (
    <Answered of={asked} what="The effect">
      {({ body: effect }) => (
        <>
          <p class="body">
            <Badge tone={TONES[effect.verdict]}>{effect.verdict.replaceAll('-', ' ')}</Badge> {effect.detail}
          </p>
          {effect.change !== undefined && effect.interval && (
            <Facts
              of={[
                {
                  name: 'Change',
                  value: percent(effect.change),
                  note: `95 % interval ${effect.interval.map(percent).join(' to ')}`,
                },
                {
                  name: 'Cores of an instance',
                  value: `${number(effect.coresBefore ?? 0)} → ${number(effect.coresAfter ?? 0)}`,
                  note: `${number(effect.instancesBefore)} instances before, ${number(effect.instancesAfter)} after`,
                },
                { name: 'Paired hours', value: number(effect.pairedHours), note: 'of the week' },
              ]}
            />
          )}
        </>
      )}
    </Answered>
  );
}
