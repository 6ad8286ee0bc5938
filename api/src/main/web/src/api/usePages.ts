import { useCallback, useEffect, useState } from 'preact/hooks';
import { isAbort, type Problem, toProblem } from './problem.ts';
import { type Asked, useAnswer } from './useAnswer.ts';

/** A page of a long list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

export interface Paged<Row> {
  /** The first page; asked again every so often. */
  readonly first: Asked<Page<Row>>;
  /** All that were asked for so far. */
  readonly rows: readonly Row[];
  /** Asks for the next page; undefined where there is none, or it is on its way. */
  readonly more: (() => void) | undefined;
  readonly problem: Problem | undefined;
}

/** A list of which more is asked for when somebody wants it. */
export function usePages<Row>(
  key: string,
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>,
  options: { readonly everySeconds?: number } = {},
): Paged<Row> {
  const first = useAnswer(key, (signal) => ask(undefined, signal), options);
  const [later, setLater] = useState<readonly Page<Row>[]>([]);
  const [cursor, setCursor] = useState<string>();
  const [problem, setProblem] = useState<Problem>();

  useEffect(() => {
    setLater([]);
    setCursor(undefined);
    setProblem(undefined);
  }, [key]);

  useEffect(() => {
    if (cursor === undefined) {
      return undefined;
    }
    const abort = new AbortController();
    ask(cursor, abort.signal)
      .then((page) => setLater((pages) => [...pages, page]))
      .catch((failure: unknown) => {
        if (!isAbort(failure)) {
          setProblem(toProblem(failure));
        }
      })
      .finally(() => !abort.signal.aborted && setCursor(undefined));
    return () => abort.abort();
  }, [key, cursor]);

  const next = (later.at(-1) ?? first.answer)?.next;
  const more = useCallback(() => {
    setProblem(undefined);
    setCursor(next);
  }, [next]);
  return {
    first,
    rows: [first.answer?.rows ?? [], ...later.map((page) => page.rows)].flat(),
    more: next === undefined || cursor !== undefined ? undefined : more,
    problem,
  };
}
