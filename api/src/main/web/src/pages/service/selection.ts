import type { Query } from '../../api/client.ts';
import { at } from '../../api/moment.ts';
import { choice, read, text } from '../../router/params.ts';

/** What of a service is looked at, as the URL says it. The names are the API's where it has one. */
export const typeParam = text('type');
export const sampleParam = text('sample_type');
export const fromParam = text('from', 'now-1h');
export const toParam = text('to', 'now');
export const matchParam = text('match');
export const byParam = text('by');
export const focusParam = text('focus');
export const ignoreParam = text('ignore');
/** Which of a merge's views are seen. */
export const showParam = choice('show', ['both', 'graph', 'table'], 'both');
/** A part of the range, chosen on the time line: two Unix times. */
export const rangeParam = text('range');

/** A stretch of time in Unix seconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Selection {
  readonly service: string;
  readonly type: string;
  readonly sampleType: string;
  readonly from: string;
  readonly to: string;
  readonly match: string;
  readonly focus: string;
  readonly ignore: string;
  readonly range: Range | undefined;
  /** What `now` is, in Unix seconds; undefined in what is for later, and is to mean another time then. */
  readonly now: number | undefined;
}

/** What the URL says. */
export function selectionOf(service: string, type: string, now: number): Selection {
  return {
    service,
    type,
    sampleType: read(sampleParam),
    from: read(fromParam),
    to: read(toParam),
    match: read(matchParam),
    focus: read(focusParam),
    ignore: read(ignoreParam),
    range: parseRange(read(rangeParam)),
    now,
  };
}

export function parseRange(text: string): Range | undefined {
  const [, from, to] = /^(\d{1,11})-(\d{1,11})$/.exec(text) ?? [];
  const range = { from: Number(from), to: Number(to) };
  return range.from < range.to ? range : undefined;
}

export function formatRange({ from, to }: Range): string {
  return `${Math.floor(from)}-${Math.ceil(to)}`;
}

/** What to ask for the merge of what is chosen. */
export function mergeQuery(
  of: Selection,
): Query<'/api/v1/merge'> & { readonly service: string; readonly type: string } {
  return {
    service: of.service,
    type: of.type,
    ...(of.sampleType ? { sample_type: of.sampleType } : {}),
    ...(of.match ? { match: [of.match] } : {}),
    from: of.range ? String(of.range.from) : at(of.from, of.now),
    to: of.range ? String(of.range.to) : at(of.to, of.now),
    ...(of.focus ? { focus: of.focus } : {}),
    ...(of.ignore ? { ignore: of.ignore } : {}),
  };
}

/** What to ask for the time line. */
export function seriesQuery(of: Selection, by: string): Query<'/api/v1/series'> {
  return {
    service: of.service,
    type: of.type,
    ...(of.sampleType ? { sample_type: [of.sampleType] } : {}),
    ...(of.match ? { match: [of.match] } : {}),
    from: at(of.from, of.now),
    to: at(of.to, of.now),
    ...(by ? { by: [by] } : {}),
  };
}
