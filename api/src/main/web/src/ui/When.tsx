import { signal } from '@preact/signals';
import { relative, stamp } from '../format/time.ts';

/** What time it is, to the second; components that read it are drawn again each second. */
export const now = signal(Date.now());
setInterval(() => {
  if (!document.hidden) {
    now.value = Date.now();
  }
}, 1000);

/** A time as how long ago it is, with the time itself for who asks. */
export function When({ time }: { readonly time: string | number | Date }) {
  const date = new Date(time);
  return (
    <time dateTime={date.toISOString()} title={stamp(date)}>
      {relative(date.getTime(), now.value)}
    </time>
  );
}
