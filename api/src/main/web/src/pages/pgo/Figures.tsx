import { visible } from '../../format/name.ts';
import { number, percent } from '../../format/quantity.ts';
import { type Fact, Facts } from '../../ui/Facts.tsx';
import { Name } from '../../ui/Name.tsx';
import type { Report } from './pgo.ts';

const SHARES = 4;

/** What the feedback is made of. */
export function Figures({ of: { figures, noise } }: { readonly of: Report }) {
  const made: readonly Fact[] = [
    { name: 'Samples', value: number(figures.samples), note: `in ${number(figures.profiles)} profiles` },
    { name: 'Calls', value: number(figures.edges), note: `${number(figures.hotEdges)} of them hot` },
    { name: 'Missing mass', value: percent(figures.missingMass), note: 'of what it does was not seen yet' },
    { name: 'Without start line', value: percent(figures.withoutStartLine) },
    { name: 'Idle', value: percent(figures.idle), note: 'of the samples are the scheduler’s' },
    ...(noise
      ? [
          {
            name: 'Overlap by chance',
            value: `${percent(noise.low)} to ${percent(noise.high)}`,
            note: 'of two such profiles had nothing changed',
          },
        ]
      : []),
  ];
  const whose: readonly Fact[] = [
    {
      name: 'Instances',
      value: number(figures.instances),
      note: `count like ${number(figures.effectiveInstances)} equal ones`,
    },
    {
      name: 'Largest share',
      value: percent(figures.largestShare),
      note: figures.largestInstance && visible(figures.largestInstance),
    },
    ...(figures.coresPerInstance === undefined
      ? []
      : [{ name: 'Cores', value: number(figures.coresPerInstance), note: 'of an instance' }]),
    { name: 'Versions', value: <Shares of={figures.versions} /> },
    ...(figures.newestVersion
      ? [
          {
            name: 'Live match',
            value: percent(figures.newestVersion.liveMatch),
            note: `of the heaviest half ${visible(figures.newestVersion.version)} still does; ${percent(figures.newestVersion.expectedLiveMatch)} had nothing changed`,
          },
        ]
      : []),
    {
      name: 'Hours covered',
      value: `${number(figures.hoursCovered)} of ${number(figures.hours)}`,
      note: `${number(figures.hoursOfDay)} of the 24 hours of a day`,
    },
  ];
  return (
    <div class="pgo-grid">
      <section class="panel" aria-label="What it is made of">
        <header>
          <h2>What it is made of</h2>
        </header>
        <Facts of={made} />
      </section>
      <section class="panel" aria-label="Whose it is">
        <header>
          <h2>Whose it is</h2>
        </header>
        <Facts of={whose} />
      </section>
    </div>
  );
}

function Shares({ of: all }: { readonly of: Report['figures']['versions'] }) {
  return (
    <>
      {all.length === 0 && 'none'}
      {all.slice(0, SHARES).map(({ name, share }, i) => (
        <span key={name}>
          {i > 0 && ', '}
          {name ? <Name of={name} /> : 'none'} {percent(share)}
        </span>
      ))}
      {all.length > SHARES && `, and ${all.length - SHARES} more`}
    </>
  );
}
