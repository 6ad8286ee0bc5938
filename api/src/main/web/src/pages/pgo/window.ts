import { choice } from '../../router/params.ts';
import type { Option } from '../../ui/Choice.tsx';

/** How far back the feedback goes, in the query. */
export const windowParam = choice('window', ['1d', '7d', '30d'], '7d');

export const WINDOWS: readonly Option<'1d' | '7d' | '30d'>[] = [
  { value: '1d', name: 'Day' },
  { value: '7d', name: 'Week' },
  { value: '30d', name: 'Month' },
];
