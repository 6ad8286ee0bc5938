import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { serverTime } from '../api/moment.ts';
import { relative } from '../format/time.ts';

const ticks = signal(0);
setInterval(() => {
  if (!document.hidden) {
    ticks.value++;
  }
}, 1000);

/**
 * What time it is by the server's clock, in milliseconds since 1970; components that read it are drawn again each second, and when the server
 * says that it is another.
 */
export const now = computed(() => {
  ticks.value;
  return serverTime();
});

/**
 * How long ago a time is, for who draws it anew only when the text is another one: that of an hour ago is the same all hour.
 *
 * @param time milliseconds since 1970
 */
export function ageOf(time: number): ReadonlySignal<string> {
  return computed(() => relative(time, now.value));
}
