import { useCallback, useEffect, useState } from 'preact/hooks';
import { isAbort, type Problem, ProblemError, toProblem } from './problem.ts';

/** A question's state: the newest answer stays while the next one is on its way or fails. */
export interface Asked<T> {
  readonly answer: T | undefined;
  readonly problem: Problem | undefined;
  readonly loading: boolean;
  /** Asks again. */
  readonly again: () => void;
  /** Gives up waiting. */
  readonly cancel: () => void;
}

interface State<T> {
  readonly key: string;
  readonly answer?: T;
  /** The key that the answer is to. */
  readonly of?: string;
  readonly problem?: Problem;
  readonly loading: boolean;
}

interface Options<T> {
  /** Asks again so long after an answer, while somebody looks. */
  readonly everySeconds?: number;
  /** An answer after which it is not asked again. */
  readonly until?: (answer: T) => boolean;
  /** Shows an answer to another key until this one's is there, or it is known that there is none. */
  readonly keep?: boolean;
}

/**
 * Asks when the component is shown, when the key changes, and every so often while somebody looks. A question that is no longer wanted is
 * aborted.
 *
 * @param key what the question is about: an answer to another one is not shown
 */
export function useAnswer<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  { everySeconds, until, keep = false }: Options<T> = {},
): Asked<T> {
  const [state, setState] = useState<State<T>>({ key, loading: true });
  const [round, setRound] = useState(0);
  const [controller, setController] = useState<AbortController>();

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: T | undefined;
    let isUnreachable = false;
    const next = () => {
      const enough = last !== undefined && until?.(last);
      const seconds = isUnreachable
        ? Math.min(UNREACHABLE_SECONDS, everySeconds ?? UNREACHABLE_SECONDS)
        : everySeconds;
      if (seconds !== undefined && !enough && !abort.signal.aborted) {
        timer = setTimeout(() => (document.hidden ? next() : setRound((n) => n + 1)), seconds * 1000);
      }
    };
    setController(abort);
    setState((old) => ({ ...(old.key === key || keep ? old : { loading: true }), key, loading: true }));
    ask(abort.signal)
      .then((answer) => {
        last = answer;
        if (!abort.signal.aborted) {
          setState({ key, answer, of: key, loading: false });
        }
      })
      .catch((failure: unknown) => {
        if (!isAbort(failure) && !abort.signal.aborted) {
          const problem = toProblem(failure);
          isUnreachable = problem.status === 0 && failure instanceof ProblemError;
          setState((old) => ({ ...ownAnswer(old, key), problem, loading: false }));
        }
      })
      .finally(next);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, round]);

  const again = useCallback(() => setRound((n) => n + 1), []);
  const cancel = useCallback(() => {
    controller?.abort();
    setState((old) => ({ ...ownAnswer(old, key), loading: false }));
  }, [controller, key]);
  const mine = state.key === key || keep;
  return {
    answer: mine ? state.answer : undefined,
    problem: mine ? state.problem : undefined,
    loading: state.key === key ? state.loading : true,
    again,
    cancel,
  };
}

/** After so long a server that did not answer is asked again. */
const UNREACHABLE_SECONDS = 5;

/** Without an answer to another question: beside what this one is about it would be taken for its. */
function ownAnswer<T>(state: State<T>, key: string): Omit<State<T>, 'loading'> {
  const { answer, of } = state;
  return answer !== undefined && of === key ? { key, answer, of } : { key };
}
