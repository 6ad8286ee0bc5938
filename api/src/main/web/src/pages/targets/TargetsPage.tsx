import { useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { CaptureDialog } from '../../captures/CaptureDialog.tsx';
import { visible } from '../../format/name.ts';
import { count, number } from '../../format/quantity.ts';
import { selector } from '../../format/selector.ts';
import { choice, list, text, useParam } from '../../router/params.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Name } from '../../ui/Name.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { ShowMore, useShown } from '../../ui/ShowMore.tsx';
import { DroppedTable } from './DroppedTable.tsx';
import { byJob, type Job, keyOf, nameOf, type Target, wantedDropped, wantedTargets } from './filter.ts';
import { TargetCard } from './TargetCard.tsx';
import './targets.css';

const health = choice('health', ['any', 'down', 'unknown', 'up'], 'any');
const state = choice('state', ['active', 'dropped'], 'active');
const search = text('q');
const jobParam = text('job');
const opened = list('open');

/** More of a job at once are a page nobody reads, and one that is slow. */
const SHOWN = 50;

/** Who is profiled, and how that goes. */
export default function TargetsPage() {
  const asked = useAnswer('targets', (signal) => get('/api/v1/targets', { signal }), { everySeconds: 5 });
  const [wantedHealth, setHealth] = useParam(health);
  const [list, setList] = useParam(state);
  const [words, setWords] = useParam(search, { replace: true });
  const [job, setJob] = useParam(jobParam);
  const [capturing, setCapturing] = useState<Target>();

  return (
    <>
      <div class="page-head">
        <h1>Targets</h1>
      </div>
      <Answered of={asked} what="Targets">
        {({ body: { activeTargets, droppedTargets } }) => {
          const wanted = { health: wantedHealth, job, words };
          const active = wantedTargets(activeTargets, wanted);
          const dropped = wantedDropped(droppedTargets, wanted);
          const jobs = [
            ...new Set([...activeTargets, ...droppedTargets].map((one) => one.scrapePool)),
          ].sort();
          return (
            <div class="stack">
              <search class="row filters">
                <Choice
                  label="Which targets"
                  value={list}
                  options={[
                    { value: 'active', name: `Active ${number(activeTargets.length)}` },
                    { value: 'dropped', name: `Dropped ${number(droppedTargets.length)}` },
                  ]}
                  onChange={setList}
                />
                {list === 'active' && (
                  <Choice
                    label="Health"
                    value={wantedHealth}
                    options={healthOptions(activeTargets)}
                    onChange={setHealth}
                  />
                )}
                {jobs.length > 1 && (
                  <label>
                    Job
                    <select value={job} onChange={(event) => setJob(event.currentTarget.value)}>
                      <option value="">all</option>
                      {jobs.map((one) => (
                        <option key={one} value={one}>
                          {visible(one)}
                        </option>
                      ))}
                    </select>
                  </label>
                )}
                <input
                  type="search"
                  aria-label="Words in labels, addresses and errors"
                  placeholder="Label, address or error"
                  value={words}
                  onInput={(event) => setWords(event.currentTarget.value)}
                />
              </search>
              {list === 'active' ? (
                <Active of={active} all={activeTargets.length} onCapture={setCapturing} />
              ) : dropped.length > 0 ? (
                <DroppedTable dropped={dropped} />
              ) : (
                <Empty
                  title={
                    droppedTargets.length === 0 ? 'No target was dropped' : 'No dropped target is like that'
                  }
                >
                  <p>
                    Targets that relabelling, another shard, or a mistake keeps from being profiled are listed
                    here.
                  </p>
                </Empty>
              )}
            </div>
          );
        }}
      </Answered>
      {capturing && (
        <CaptureDialog
          target={nameOf(capturing)}
          match={selector(capturing.labels)}
          types={capturing.profiles.map(({ type }) => type)}
          onClose={() => setCapturing(undefined)}
        />
      )}
    </>
  );
}

function healthOptions(targets: readonly Target[]) {
  const having = (value: Target['health']) =>
    number(targets.filter((target) => target.health === value).length);
  return [
    { value: 'any', name: 'Any health' },
    { value: 'down', name: `Down ${having('down')}` },
    { value: 'unknown', name: `Unknown ${having('unknown')}` },
    { value: 'up', name: `Up ${having('up')}` },
  ] as const;
}

interface ActiveProps {
  readonly of: readonly Target[];
  readonly all: number;
  readonly onCapture: (target: Target) => void;
}

function Active({ of: targets, all, onCapture }: ActiveProps) {
  if (targets.length > 0) {
    return (
      <>
        {byJob(targets).map((job) => (
          <JobPanel key={job.name} job={job} onCapture={onCapture} />
        ))}
      </>
    );
  }
  return all === 0 ? (
    <Empty title="Nobody is profiled">
      <p>
        Name targets in a targets file, in Prometheus’ words, and start Tributary with{' '}
        <code>--config.file</code>. A target that was found and is not profiled is under “Dropped”, with the
        reason.
      </p>
      <pre>{EXAMPLE}</pre>
    </Empty>
  ) : (
    <Empty title="No target is like that">
      <p>
        {count(all, 'target')} {all === 1 ? 'is' : 'are'} profiled. <a href="/targets">Show all</a>
      </p>
    </Empty>
  );
}

const EXAMPLE = `scrape_configs:
  - job_name: shop
    static_configs:
      - targets: ["10.0.0.1:6060", "10.0.0.2:6060"]`;

function JobPanel({ job, onCapture }: { readonly job: Job; readonly onCapture: (target: Target) => void }) {
  const shown = useShown(SHOWN);
  const [open, setOpen] = useParam(opened, { replace: true });
  return (
    <section class="panel" aria-label={`Job ${visible(job.name)}`}>
      <header>
        <h2>
          <Name of={job.name} />
        </h2>
        <span class="soft">
          {number(job.up)} of {count(job.targets.length, 'target')} up
        </span>
      </header>
      {job.targets.slice(0, shown.shown).map((target) => {
        const name = nameOf(target);
        return (
          <TargetCard
            key={keyOf(target)}
            target={target}
            open={open.includes(name)}
            onOpen={(isOpen) => {
              const others = open.filter((one) => one !== name);
              setOpen(isOpen ? [...others, name] : others);
            }}
            onCapture={() => onCapture(target)}
          />
        );
      })}
      <ShowMore of={shown} all={job.targets.length} />
    </section>
  );
}
