import { get, type Schema } from '../../api/client.ts';
import { at } from '../../api/moment.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { DAY, HOUR } from '../../format/time.ts';
import { type Setting, set } from '../../router/params.ts';
import { baseFromParam, baseToParam, versionComparison } from '../compare/selection.ts';
import { fromParam, type Selection, toParam } from './selection.ts';

/** A version that came where there was another. */
export interface Deploy {
  readonly before: string;
  readonly after: string;
  /** When it was first seen is known to the step; Unix seconds. */
  readonly from: number;
  readonly to: number;
}

/** Whoever was not seen for so many steps comes anew. */
const ABSENT = 6;

interface Version {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** The versions that came within a series by version, the newest first. Those of its first step may be older. */
export function deploysOf({ times, step, series }: Schema<'Series'>): readonly Deploy[] {
  const versions = series
    .map(({ labels, values }): Version => ({ name: labels.version ?? '', values }))
    .filter(({ name }) => name !== '');
  const found: Deploy[] = [];
  for (const version of versions) {
    for (const [i, from] of times.entries()) {
      const before = comesAt(version, i) ? runningBefore(versions, version, i) : undefined;
      if (before !== undefined) {
        found.push({ before, after: version.name, from, to: from + step });
      }
    }
  }
  return found.sort((a, b) => b.from - a.from);
}

function comesAt({ values }: Version, i: number): boolean {
  const lately = values.slice(Math.max(0, i - ABSENT), i);
  return i > 0 && values[i] !== null && lately.every((value) => value === null);
}

/** Which other version used most in the last step in which there was another. */
function runningBefore(versions: readonly Version[], without: Version, i: number): string | undefined {
  for (let step = i - 1; step >= Math.max(0, i - ABSENT); step--) {
    const [most] = versions
      .filter((version) => version !== without && version.values[step] !== null)
      .sort((a, b) => (b.values[step] ?? 0) - (a.values[step] ?? 0));
    if (most) {
      return most.name;
    }
  }
  return undefined;
}

/** The version that came with the one before: what it did until now, at most a day, and the other as long before. */
export function deployComparison(selection: Selection, deploy: Deploy): readonly Setting[] {
  const lasted = (selection.now ?? deploy.to) - deploy.from;
  const span = Math.min(DAY, Math.max(HOUR, lasted));
  return [
    ...versionComparison(selection, deploy.before, deploy.after),
    set(baseFromParam, String(deploy.to - span)),
    set(baseToParam, String(deploy.to)),
    set(fromParam, String(deploy.from)),
    set(toParam, String(deploy.from + span)),
  ];
}

/** What was deployed of a service in the last two weeks, so far as it is known. */
export function useDeploys({ versions }: Schema<'Service'>, selection: Selection): readonly Deploy[] {
  const { service, type, now } = selection;
  const range = { from: at('now-14d', now), to: at('now', now), step: '1h' };
  const asked = useAnswer(
    `deploys ${service} ${type} ${range.to} ${versions.length}`,
    async (signal) => {
      if (versions.length < 2) {
        return [];
      }
      const query = { service, type, ...range, by: ['version'] };
      return deploysOf((await get('/api/v1/series', { query, signal })).body);
    },
    { keep: true },
  );
  return asked.answer ?? [];
}
