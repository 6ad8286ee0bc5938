import { get, type Schema } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { bytes, number, percent } from '../../format/quantity.ts';
import { day } from '../../format/time.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Bar } from '../../ui/Bar.tsx';
import { type Fact, Facts } from '../../ui/Facts.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { bySize, hitShare } from './sizes.ts';

type Storage = Schema<'Storage'>;
type Service = Schema<'Service'>;

/** What the store keeps, by kind and by service, and how it fares. */
export function StoreView() {
  const store = useAnswer('store', (signal) => get('/api/v1/status/storage', { signal }), {
    everySeconds: 5,
  });
  const services = useAnswer('services', (signal) => get('/api/v1/services', { signal }), {
    everySeconds: 30,
  });
  return (
    <div class="stack">
      <Answered of={store} what="Store">
        {({ body }) => (
          <>
            <Trouble of={body} />
            <div class="status-grid">
              <Kinds of={body} />
              <section class="panel" aria-label="How the store fares">
                <header>
                  <h2>How it fares</h2>
                  <span class="soft">counted since the store was opened</span>
                </header>
                <Facts of={facts(body)} />
              </section>
            </div>
          </>
        )}
      </Answered>
      <Answered of={services} what="Services">
        {({ body }) => <Services of={body.services} />}
      </Answered>
    </div>
  );
}

function Trouble({ of: { writes } }: { readonly of: Storage }) {
  if (writes.failing) {
    return (
      <div class="notice bad" role="alert">
        <h2>Writing to the store fails</h2>
        <p>
          The last write failed, as on a full disk. Profiles are refused until one succeeds; questions are
          answered.
        </p>
        <p>Make room on the disk of the storage path, or look into Tributary’s log. It goes on by itself.</p>
      </div>
    );
  }
  return writes.stopped ? (
    <div class="notice warn" role="status">
      <h2>Writes wait for compactions</h2>
      <p>More comes in than the disk takes. It goes on by itself; scrape less often where it lasts.</p>
    </div>
  ) : null;
}

type Kind = Storage['disk']['kinds'][number];

function Kinds({ of: { disk } }: { readonly of: Storage }) {
  const share = (kind: Kind) => (disk.bytes === 0 ? 0 : kind.bytes / disk.bytes);
  const columns: readonly Column<Kind>[] = [
    { name: 'Kind', cell: ({ kind }) => kind },
    { name: 'Size', number: true, cell: (kind) => bytes(kind.bytes) },
    { name: 'Share', class: 'share', cell: (kind) => <Share of={share(kind)} /> },
    {
      name: 'Entries',
      number: true,
      cell: ({ entries }) => (entries === undefined ? '–' : `≈ ${number(entries)}`),
    },
  ];
  return (
    <section class="panel" aria-label="On disk">
      <header>
        <h2>On disk</h2>
        <span class="soft">{bytes(disk.bytes)}</span>
      </header>
      <Table
        label="Kinds of what is on disk"
        rows={bySize(disk.kinds)}
        rowKey={({ kind }) => kind}
        columns={columns}
      />
    </section>
  );
}

function Share({ of: share }: { readonly of: number }) {
  return (
    <>
      <span class="number">{percent(share)}</span>
      <Bar share={share} />
    </>
  );
}

function facts({
  profiles,
  disk,
  dictionaries,
  writes,
  compactions,
  rollUpsPending,
}: Storage): readonly Fact[] {
  const date = (time: string | null) => (time === null ? 'none yet' : day(new Date(time)));
  return [
    {
      name: 'Profiles stored',
      value: number(profiles.added),
      note: `and ${number(profiles.duplicate)} that were there already`,
    },
    {
      name: 'Oldest profiles',
      value: date(disk.oldestProfiles),
      note: `oldest of anything: ${date(disk.oldest)}`,
    },
    {
      name: 'Roll-ups pending',
      value: number(rollUpsPending),
      note: 'stretches, those that are not over among them',
    },
    {
      name: 'Dictionaries in memory',
      value: `${number(dictionaries.open)}, ${bytes(dictionaries.bytes)}`,
      note: `largest ${bytes(dictionaries.largestBytes)} of ${bytes(dictionaries.limitBytes)} it may have`,
    },
    {
      name: 'Dictionary cache',
      value: hitShare(dictionaries),
      note: `${number(dictionaries.misses)} had to be read`,
    },
    { name: 'Block cache', value: bytes(disk.cacheBytes) },
    {
      name: 'Compactions',
      value: number(compactions.done),
      note: `${number(compactions.running)} run, ${bytes(compactions.pendingBytes)} to do`,
    },
    { name: 'Write stalls', value: number(writes.stalls) },
  ];
}

function Services({ of: services }: { readonly of: readonly Service[] }) {
  const all = services.reduce((sum, service) => sum + service.bytes, 0);
  const share = (service: Service) => (all === 0 ? 0 : service.bytes / all);
  const columns: readonly Column<Service>[] = [
    { name: 'Service', cell: ({ service }) => service },
    { name: 'Profiles', number: true, cell: ({ profiles }) => number(profiles) },
    { name: 'Size', number: true, cell: (service) => bytes(service.bytes) },
    { name: 'Share', class: 'share', cell: (service) => <Share of={share(service)} /> },
    { name: 'Each', number: true, cell: (service) => bytes(service.bytes / Math.max(1, service.profiles)) },
    { name: 'Oldest', class: 'nowrap', cell: ({ firstSeen }) => day(new Date(firstSeen)) },
  ];
  return (
    <section class="panel" aria-label="By service">
      <header>
        <h2>By service</h2>
        <span class="soft">raw profiles, without the dictionaries that they share</span>
      </header>
      {services.length === 0 ? (
        <p class="body soft">Nothing is stored yet.</p>
      ) : (
        <Table
          label="Stored by service"
          rows={bySize(services)}
          rowKey={({ service }) => service}
          columns={columns}
        />
      )}
    </section>
  );
}
