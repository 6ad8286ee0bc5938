import { DAY } from '../../format/time.ts';
import { choice } from '../../router/params.ts';
import type { Option } from '../../ui/Choice.tsx';

/** How far back the feedback goes, in the query. */
export const windowParam = choice('window', ['1d', '7d', '30d'], '7d');

export type Window = '1d' | '7d' | '30d';

export const WINDOWS: readonly Option<Window>[] = [
  { value: '1d', name: 'Day' },
  { value: '7d', name: 'Week' },
  { value: '30d', name: 'Month' },
];

export const WINDOW_SECONDS: Readonly<Record<Window, number>> = { '1d': DAY, '7d': 7 * DAY, '30d': 30 * DAY };
