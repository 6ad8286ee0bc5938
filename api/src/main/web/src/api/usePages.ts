import { useCallback, useState } from 'preact/hooks';
import type { Problem } from './problem.ts';
import { type Asked, useAnswer } from './useAnswer.ts';

/** A page of a long list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

/** The first pages of a list. */
export interface Pages<Row> extends Page<Row> {
  /** How many they are. */
  readonly pages: number;
}

type Ask<Row> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;

/**
 * Asks for the first pages of a list, one after the other, as each says where the next one begins. All of them anew: a list that grows at its head
 * moves on, and between its first page and an older second one there would be rows that neither has.
 *
 * @param most how many; fewer where the list ends sooner
 */
export async function firstPages<Row>(ask: Ask<Row>, most: number, signal: AbortSignal): Promise<Pages<Row>> {
  let { rows, next } = await ask(undefined, signal);
  let pages = 1;
  while (pages < most && next !== undefined) {
    const page = await ask(next, signal);
    rows = [...rows, ...page.rows];
    next = page.next;
    pages++;
  }
  return { rows, next, pages };
}

export interface Paged<Row> {
  /** The pages that are shown; all of them are asked for again every so often. */
  readonly first: Asked<Page<Row>>;
  /** Their rows. */
  readonly rows: readonly Row[];
  /** Asks for the next page; undefined where there is none, or it is on its way. */
  readonly more: (() => void) | undefined;
  /** Why the next page is not there, though it was asked for. */
  readonly problem: Problem | undefined;
}

/** A list of which more is asked for when somebody wants it. */
export function usePages<Row>(
  key: string,
  ask: Ask<Row>,
  options: { readonly everySeconds?: number } = {},
): Paged<Row> {
  const [wanted, setWanted] = useState({ key, pages: 1 });
  const most = wanted.key === key ? wanted.pages : 1;
  const asked = useAnswer(key, (signal) => firstPages(ask, most, signal), options);
  const { answer, again } = asked;
  const there = answer?.pages ?? 0;
  const more = useCallback(() => {
    setWanted({ key, pages: there + 1 });
    again();
  }, [key, there, again]);

  const hasNext = answer?.next !== undefined;
  const isMissing = hasNext && there < most;
  const problem = isMissing ? asked.problem : undefined;
  return {
    first: problem ? { ...asked, problem: undefined } : asked,
    rows: answer?.rows ?? [],
    more: hasNext && (!isMissing || problem) ? more : undefined,
    problem,
  };
}
