import { paths } from '../../app/routes.ts';
import { count, number, percent } from '../../format/quantity.ts';
import { set, text, url } from '../../router/params.ts';
import { Name } from '../../ui/Name.tsx';
import { type Change, changedMost, type Down } from './fleet.ts';
import { ServiceName } from './ServiceName.tsx';

const SHOWN = 5;

/** What is down and why. */
export function DownPanel({ down, known }: { readonly down: readonly Down[]; readonly known: boolean }) {
  const all = url(paths.targets, set(text('health'), 'down'));
  return (
    <section class="panel" aria-label="Down">
      <header>
        <h2>Down</h2>
        {down.length > 0 && (
          <a href={all}>
            {count(
              down.reduce((sum, one) => sum + one.down, 0),
              'target',
            )}
          </a>
        )}
      </header>
      {down.length === 0 && (
        <p class="body soft">{known ? 'Nothing: every target’s last scrape went well.' : '…'}</p>
      )}
      <ul>
        {down.slice(0, SHOWN).map(({ service, down: n, targets, errors }) => (
          <li key={service}>
            <a href={url(paths.targets, set(text('health'), 'down'), set(text('q'), service))}>
              <Name of={service} />
            </a>{' '}
            <span class="soft">
              {number(n)} of {number(targets)}
            </span>{' '}
            <span class="why">{errors.join(' · ')}</span>
          </li>
        ))}
      </ul>
      {down.length > SHOWN && (
        <p class="body">
          <a href={all}>and {count(down.length - SHOWN, 'service')} more</a>
        </p>
      )}
    </section>
  );
}

interface ChangedProps {
  readonly changes: ReadonlyMap<string, Change>;
  /** Whether what they are made of is there. */
  readonly cores: 'known' | 'asked' | 'unanswered';
}

/** What changed most since yesterday. */
export function ChangedPanel({ changes, cores }: ChangedProps) {
  const most = changedMost(changes, SHOWN);
  return (
    <section class="panel" aria-label="Changed most since yesterday">
      <header>
        <h2>Changed most since yesterday</h2>
        <span class="soft">cores, the last hour against the same hour then</span>
      </header>
      {most.length === 0 && (
        <p class="body soft">
          {cores === 'asked' && '…'}
          {cores === 'unanswered' && 'Not known: what each service uses could not be asked for.'}
          {cores === 'known' &&
            (changes.size === 0 ? 'Not known yet: it takes a day of profiles.' : 'Nothing by 1 % or more.')}
        </p>
      )}
      <ul>
        {most.map(([service, { before, after, share }]) => (
          <li key={service}>
            <ServiceName of={service} />{' '}
            <span class="soft">
              {number(before)} → {number(after)}
            </span>{' '}
            <strong>
              {share > 0 ? '+' : ''}
              {percent(share)}
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
