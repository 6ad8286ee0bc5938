import type { Query } from '../../api/client.ts';
import { at } from '../../api/moment.ts';
import { choice, read, type Setting, set, text } from '../../router/params.ts';
import { withMatcher } from '../service/matchers.ts';
import {
  fromParam,
  matchParam,
  type Selection,
  sampleParam,
  toParam,
  typeParam,
} from '../service/selection.ts';

/** What is compared, as the URL says it: the names are those of the API's `/diff`. */
export const serviceParam = text('service');
export const baseFromParam = text('base.from');
export const baseToParam = text('base.to');
export const baseMatchParam = text('base.match');
export const normalizeParam = choice('normalize', ['rate', 'share', 'none'], 'rate');

export type Normalize = 'rate' | 'share' | 'none';

/** One side of a comparison. */
export interface Part {
  readonly from: string;
  readonly to: string;
  readonly match: string;
}

export interface Comparing {
  readonly service: string;
  readonly type: string;
  readonly sampleType: string;
  readonly before: Part;
  readonly after: Part;
  readonly normalize: Normalize;
  /** What `now` is, in Unix seconds. */
  readonly now: number;
}

export function comparingOf(service: string, type: string, now: number): Comparing {
  const after = { from: read(fromParam), to: read(toParam), match: read(matchParam) };
  return {
    service,
    type,
    sampleType: read(sampleParam),
    before: {
      from: read(baseFromParam) || after.from,
      to: read(baseToParam) || after.to,
      match: read(baseMatchParam),
    },
    after,
    normalize: read(normalizeParam),
    now,
  };
}

interface SideQuery {
  readonly service: string;
  readonly type: string;
  readonly sample_type?: string;
  readonly match?: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** What to ask for one side alone. */
export function sideQuery(of: Comparing, part: Part): SideQuery {
  return {
    service: of.service,
    type: of.type,
    ...(of.sampleType ? { sample_type: of.sampleType } : {}),
    ...(part.match ? { match: [part.match] } : {}),
    from: at(part.from, of.now),
    to: at(part.to, of.now),
  };
}

/** What to ask for the difference. A base that selects nothing in particular has to say so, since it would be taken to select as the other side. */
export function diffQuery(of: Comparing): SideQuery & Query<'/api/v1/diff'> {
  const base = of.before.match || (of.after.match ? '{}' : '');
  return {
    ...sideQuery(of, of.after),
    'base.from': at(of.before.from, of.now),
    'base.to': at(of.before.to, of.now),
    ...(base ? { 'base.match': [base] } : {}),
    normalize: of.normalize,
  };
}

/** The comparison of two versions over the range that is looked at; of no versions, of the range with itself to be chosen from. */
export function versionComparison(selection: Selection, before: string, after: string): readonly Setting[] {
  const match = (version: string) =>
    version ? withMatcher(selection.match, { name: 'version', op: '=', value: version }) : selection.match;
  return [
    set(serviceParam, selection.service),
    set(typeParam, selection.type),
    set(sampleParam, selection.sampleType),
    set(fromParam, selection.range ? String(selection.range.from) : selection.from),
    set(toParam, selection.range ? String(selection.range.to) : selection.to),
    set(baseMatchParam, match(before)),
    set(matchParam, match(after)),
  ];
}
