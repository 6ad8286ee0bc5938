import { useMemo } from 'preact/hooks';
import { stamp } from '../format/time.ts';
import { ageOf } from './clock.ts';

/** A time as how long ago it is, with the time itself for who asks. */
export function When({ time }: { readonly time: string | number | Date }) {
  const date = new Date(time);
  const millis = date.getTime();
  const age = useMemo(() => ageOf(millis), [millis]);
  return (
    <time dateTime={date.toISOString()} title={stamp(date)}>
      {age}
    </time>
  );
}
