import type { Schema } from '../../api/client.ts';
import { shellQuoted } from '../../format/shell.ts';
import { DAY, HOUR } from '../../format/time.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Report = Schema<'PgoReport'>;
export type Release = Schema<'PgoRelease'>;
export type Effect = Schema<'Effect'>;
export type Verdict = Schema<'PgoVerdict'>;
export type Check = Report['checks'][number];

export const VERDICTS: Readonly<Record<Verdict, { readonly tone: Tone; readonly means: string }>> = {
  ship: { tone: 'good', means: 'good enough to build with' },
  wait: { tone: 'warn', means: 'not good enough yet; time mends it' },
  broken: { tone: 'bad', means: 'something is to be changed' },
};

export const LEVELS: Readonly<Record<Check['level'], Tone>> = {
  ok: 'good',
  note: 'plain',
  wait: 'warn',
  broken: 'bad',
};

const RANK: Readonly<Record<Check['level'], number>> = { broken: 0, wait: 1, note: 2, ok: 3 };

/** What has to change first. */
export function byLevel(checks: readonly Check[]): readonly Check[] {
  return [...checks].sort((a, b) => RANK[a.level] - RANK[b.level]);
}

/** Why the verdict is what it is, in a line: the findings of the checks that make it so. */
export function why({ verdict, checks }: Report): string {
  const reasons = checks.filter(({ level }) => level === verdict).map(({ finding }) => finding);
  return reasons.join('; ') || 'every check is passed';
}

/** What a nightly job runs: the file changes only when a rebuild pays. */
export function refreshCommand(origin: string, service: string, window: string): string {
  const query = window === '7d' ? '' : `?window=${window}`;
  const url = `${origin}/api/v1/pgo/${encodeURIComponent(service)}/default.pgo${query}`;
  return `curl -fo default.pgo --etag-compare default.pgo.etag --etag-save default.pgo.etag ${shellQuoted(url)}\ngo build -pgo=default.pgo ./...`;
}

const MOST = 8;

/**
 * At which times to ask how the feedback was, the oldest first: a day apart where the service is old enough, else an hour or more. None before
 * its first profile, where there is no answer.
 *
 * @param firstSeen Unix seconds
 * @param now Unix seconds
 * @returns Unix seconds, at full hours, so that the same question has the same answer
 */
export function pastTimes(firstSeen: number, now: number): readonly number[] {
  const age = now - firstSeen;
  const step = age > 2 * DAY ? DAY : Math.max(HOUR, Math.floor(age / MOST / HOUR) * HOUR);
  const last = Math.floor(now / HOUR) * HOUR;
  const times: number[] = [];
  for (let time = last; time > firstSeen + HOUR / 2 && times.length < MOST; time -= step) {
    times.unshift(time);
  }
  return times;
}

/** The versions to compare unasked: the newest one with the one that has most of the weight beside it. */
export function twoVersions(report: Report): readonly [from: string, to: string] | undefined {
  const { versions, newestVersion } = report.figures;
  const to = newestVersion?.version;
  const from = versions.find(({ name }) => name !== to && name !== '')?.name;
  return from !== undefined && to !== undefined ? [from, to] : undefined;
}
