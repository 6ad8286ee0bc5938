import { choice, useParam } from '../router/params.ts';
import { Choice } from './Choice.tsx';

/** How far back a list goes, in the query: `from=now-7d`. */
export const back = choice('from', ['now-1h', 'now-1d', 'now-7d', 'now-30d', 'now-400d'], 'now-7d');

const OPTIONS = [
  { value: 'now-1h', name: 'Hour' },
  { value: 'now-1d', name: 'Day' },
  { value: 'now-7d', name: 'Week' },
  { value: 'now-30d', name: 'Month' },
  { value: 'now-400d', name: 'All' },
] as const;

export function RangeChoice() {
  const [value, setValue] = useParam(back);
  return <Choice label="How far back" value={value} options={OPTIONS} onChange={setValue} />;
}
