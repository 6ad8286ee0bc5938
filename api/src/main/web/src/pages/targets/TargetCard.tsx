import { visible } from '../../format/name.ts';
import { percent } from '../../format/quantity.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Labels } from '../../ui/Labels.tsx';
import { Name } from '../../ui/Name.tsx';
import { When } from '../../ui/When.tsx';
import { lastErrors, nameOf, type Target } from './filter.ts';
import { HealthBadge } from './HealthBadge.tsx';
import { ScrapeTable } from './ScrapeTable.tsx';

interface Props {
  readonly target: Target;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onCapture: () => void;
}

/** A target: how it is, what it is called, what is scraped of it, and what it was before it was relabelled. */
export function TargetCard({ target, open, onOpen, onCapture }: Props) {
  const name = visible(nameOf(target));
  return (
    <article class={`target ${target.health}`} aria-label={name}>
      <header>
        <HealthBadge of={target.health} />
        <h3>
          <Name of={nameOf(target)} />
        </h3>
        <Labels of={target.labels} without={['instance', 'job']} />
        <Budget of={target} />
        <button type="button" onClick={onCapture}>
          <Icon name="target" />
          Capture<span class="unseen"> from {name}</span>
        </button>
      </header>
      <Errors of={target} />
      <ScrapeTable target={target} />
      <details open={open} onToggle={(event) => onOpen(event.currentTarget.open)}>
        <summary>Addresses, and labels before relabelling</summary>
        <dl>
          {target.profiles.map(({ type, scrapeUrl }) => (
            <div key={type}>
              <dt>{type}</dt>
              <dd class="mono">{scrapeUrl}</dd>
            </div>
          ))}
          <div>
            <dt>discovered</dt>
            <dd>
              <Labels of={target.discoveredLabels} />
            </dd>
          </div>
        </dl>
      </details>
    </article>
  );
}

/** What went wrong in the last scrapes; the same of several profile types once. */
function Errors({ of: { profiles } }: { readonly of: Target }) {
  const errors = lastErrors(profiles);
  return errors.length === 0 ? null : (
    <ul class="errors">
      {errors.map(({ error, types, since }) => (
        <li key={error}>
          <strong>{types.join(', ')}</strong>: {error}
          {since && (
            <span class="soft">
              {' '}
              (first <When time={since} />)
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** How much of the time the process is profiled, against how much it may be. */
function Budget({ of: { overheadShare, overheadBudget, samplingIntervals } }: { readonly of: Target }) {
  return (
    <p class="budget soft" title="Share of the last hour under timed profiles, of what it may be">
      <meter
        aria-label="Overhead budget used"
        min={0}
        max={Math.max(overheadBudget, overheadShare)}
        high={overheadBudget}
        value={overheadShare}
      />
      profiled {percent(overheadShare)} of {percent(overheadBudget)}
      {samplingIntervals > 1 && `, in one of ${samplingIntervals} intervals`}
    </p>
  );
}
