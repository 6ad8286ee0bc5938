import { get, type Schema } from '../../api/client.ts';
import { useNow } from '../../api/moment.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { read, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Name } from '../../ui/Name.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { Controls } from './Controls.tsx';
import { useDeploys } from './deploys.ts';
import { Profile } from './Profile.tsx';
import { fromParam, matchParam, sampleParam, selectionOf, toParam, typeParam } from './selection.ts';
import './service.css';
import { Usage } from './Usage.tsx';

/** What a service uses over time, and on what. */
export default function ServicePage({ service = '' }: Readonly<Record<string, string>>) {
  const services = useAnswer('services', (signal) => get('/api/v1/services', { signal }));
  return (
    <Answered of={services} what="The service">
      {({ body }) => {
        const known = body.services.find((each) => each.service === service);
        return known ? <Service of={known} /> : <Unknown service={service} others={body.services} />;
      }}
    </Answered>
  );
}

function Service({ of }: { readonly of: Schema<'Service'> }) {
  const [chosen] = useParam(typeParam);
  const type = chosen || (of.types.includes('cpu') ? 'cpu' : (of.types[0] ?? 'cpu'));
  const asks = [of.service, type, ...[sampleParam, fromParam, toParam, matchParam].map(read)];
  const [now, renew] = useNow(JSON.stringify(asks));
  const selection = selectionOf(of.service, type, now);
  const deploys = useDeploys(of, selection);
  const { service, from, to } = selection;
  const asked = useAnswer(
    `labels ${service} ${type} ${from} ${to} ${now}`,
    (signal) => get('/api/v1/labels', { query: { service, type, from, to, limit: 200 }, signal }),
    { keep: true },
  );
  const labels = asked.answer?.body.labels ?? [];
  return (
    <div class="service stack">
      <Controls {...{ of, selection, deploys, labels }} onRenew={renew} />
      <Usage {...{ selection, deploys, labels }} />
      <Profile selection={selection} />
    </div>
  );
}

function Unknown({
  service,
  others,
}: {
  readonly service: string;
  readonly others: readonly Schema<'Service'>[];
}) {
  return (
    <>
      <div class="page-head">
        <h1>
          <Name of={service} />
        </h1>
      </div>
      <Empty title="Nothing is stored of this service">
        {others.length === 0 && (
          <p>
            No profile is stored yet. Tributary profiles itself: its first profile is here within a minute of
            its start.
          </p>
        )}
        <p>
          A service is here once a profile of it is stored. <a href="/targets">Targets</a> says how its
          scrapes go, <a href="/">Fleet</a> which services there are.
        </p>
      </Empty>
    </>
  );
}
