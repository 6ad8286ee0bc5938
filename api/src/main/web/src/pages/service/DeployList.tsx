import type { Schema } from '../../api/client.ts';
import { paths } from '../../app/routes.ts';
import { stamp } from '../../format/time.ts';
import { url } from '../../router/params.ts';
import { Name } from '../../ui/Name.tsx';
import { type Deploy, deployComparison } from './deploys.ts';
import type { Selection } from './selection.ts';

interface Props {
  /** The newest first. */
  readonly deploys: readonly Deploy[];
  readonly selection: Selection;
}

const MOST = 5;

/** What was deployed in the time that is shown; each links to what it changed. */
export function DeployList({ deploys, selection }: Props) {
  return deploys.length === 0 ? null : (
    <ul class="deploys" aria-label="Deploys">
      {deploys.slice(0, MOST).map((deploy) => (
        <li key={`${deploy.after} ${deploy.from}`}>
          <a href={url(paths.compare, ...deployComparison(selection, deploy))}>
            <Name of={deploy.before} /> → <Name of={deploy.after} />
          </a>{' '}
          <span class="soft">
            first seen within the hour from {stamp(new Date(deploy.from * 1000)).slice(0, -3)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whether a deploy is in what a series shows. */
export function isWithin(deploy: Deploy, { times, step }: Schema<'Series'>): boolean {
  const [first = 0] = times;
  return deploy.to > first && deploy.from < (times.at(-1) ?? 0) + step;
}
