import type { Schema } from '../api/client.ts';

export type Capture = Schema<'Capture'>;

/** How far a capture is. */
export interface Progress {
  /** 0 to 1; undefined while that cannot be said. */
  readonly share: number | undefined;
  readonly text: string;
  readonly over: boolean;
}

/** @param now milliseconds since 1970 by the server's clock; looked at only for one that runs, as others do not change with it */
export function progressOf({ state, seconds, begun, type, error }: Capture, now: () => number): Progress {
  switch (state) {
    case 'waiting':
      return { share: undefined, text: 'Waits: one profile at a time is taken from a process', over: false };
    case 'failed':
      return { share: undefined, text: error ?? 'It failed', over: true };
    case 'done':
      return { share: 1, text: 'Done', over: true };
    case 'running': {
      const passed = Math.max(0, (now() - Date.parse(begun ?? '')) / 1000);
      if (!seconds || Number.isNaN(passed)) {
        return { share: undefined, text: `Fetches the ${type} profile`, over: false };
      }
      if (passed >= seconds) {
        return { share: undefined, text: `${seconds} s are over; what it brings is fetched`, over: false };
      }
      return { share: passed / seconds, text: `${Math.floor(passed)} of ${seconds} s`, over: false };
    }
  }
}
