import type { Schema } from '../../api/client.ts';

export type Target = Schema<'Target'>;
export type Dropped = Schema<'DroppedTarget'>;
export type Health = Schema<'Health'>;

export interface Wanted {
  readonly health: Health | 'any';
  readonly job: string;
  /** Words, all of which have to be there: in a label, an address or an error. */
  readonly words: string;
}

export function wantedTargets(targets: readonly Target[], { health, job, words }: Wanted): readonly Target[] {
  return targets.filter(
    (target) =>
      (health === 'any' || target.health === health) &&
      (job === '' || target.scrapePool === job) &&
      hasWords(
        words,
        target.labels,
        target.profiles.flatMap((scrape) => [scrape.scrapeUrl, scrape.lastError]),
      ),
  );
}

export function wantedDropped(dropped: readonly Dropped[], { job, words }: Wanted): readonly Dropped[] {
  return dropped.filter(
    (one) =>
      (job === '' || one.scrapePool === job) &&
      hasWords(words, one.discoveredLabels, [one.reason, one.detail]),
  );
}

function hasWords(
  words: string,
  labels: Readonly<Record<string, string>>,
  texts: readonly string[],
): boolean {
  const all = [...Object.entries(labels).map(([name, value]) => `${name}="${value}"`), ...texts]
    .join('\n')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

export interface Job {
  readonly name: string;
  readonly targets: readonly Target[];
  readonly up: number;
}

/** By job, in the order of their names; in each what is down first. */
export function byJob(targets: readonly Target[]): readonly Job[] {
  const jobs = new Map<string, Target[]>();
  for (const target of targets) {
    const there = jobs.get(target.scrapePool);
    if (there) {
      there.push(target);
    } else {
      jobs.set(target.scrapePool, [target]);
    }
  }
  return [...jobs]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, all]) => ({
      name,
      targets: all.sort((a, b) => RANK[a.health] - RANK[b.health] || nameOf(a).localeCompare(nameOf(b))),
      up: all.filter(({ health }) => health === 'up').length,
    }));
}

const RANK: Readonly<Record<Health, number>> = { down: 0, unknown: 1, up: 2 };

export function nameOf(target: Target): string {
  return target.labels.instance ?? target.scrapePool;
}

/** Tells a target from all others. */
export function keyOf(target: Target): string {
  return `${target.scrapePool} ${JSON.stringify(target.labels)}`;
}

export interface LastError {
  readonly error: string;
  readonly types: readonly string[];
  /** When the first scrape failed of those that failed in a row. */
  readonly since: string | null;
}

/** What the last scrapes failed with: each error once, with the profile types that have it. */
export function lastErrors(scrapes: Target['profiles']): readonly LastError[] {
  return [...new Set(scrapes.map(({ lastError }) => lastError).filter((error) => error !== ''))].map(
    (error) => {
      const having = scrapes.filter(({ lastError }) => lastError === error);
      const since = having.map(({ downSince }) => downSince ?? '').filter((time) => time !== '');
      return { error, types: having.map(({ type }) => type), since: since.sort()[0] ?? null };
    },
  );
}
