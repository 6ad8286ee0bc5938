/** Asks when it is a question's turn. Fails as the question does, or with an AbortError where nobody wants it any more before its turn. */
export type Queue = <T>(ask: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** A queue of which at most so many questions are on their way at once; the others wait in the order they came. */
export function queue(most: number): Queue {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn(signal: AbortSignal): Promise<void> {
    if (running < most) {
      running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(signal.reason);
      };
      const begin = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      waiting.push(begin);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** The turn goes to the next one; where nobody waits it is free. */
  function pass(): void {
    const next = waiting.shift();
    if (next) {
      next();
    } else {
      running--;
    }
  }

  return async (ask, signal) => {
    signal.throwIfAborted();
    await turn(signal);
    try {
      return await ask();
    } finally {
      pass();
    }
  };
}
