import type { ComponentChildren } from 'preact';
import type { Asked } from '../api/useAnswer.ts';
import { Loading, ProblemNotice } from './Notice.tsx';

interface Props<T> {
  readonly of: Asked<T>;
  /** What is asked, for who waits: `Targets`. */
  readonly what: string;
  readonly children: (answer: T) => ComponentChildren;
}

/** A question's answer, or how far it is, or why there is none. An older answer stays below what went wrong since. */
export function Answered<T>({ of: asked, what, children }: Props<T>) {
  return (
    <>
      {asked.problem && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {asked.answer !== undefined && children(asked.answer)}
      {asked.answer === undefined && asked.loading && <Loading what={`${what}…`} cancel={asked.cancel} />}
      {asked.answer === undefined && !asked.loading && !asked.problem && (
        <div class="notice">
          <p>Given up. </p>
          <p>
            <button type="button" onClick={asked.again}>
              Ask again
            </button>
          </p>
        </div>
      )}
    </>
  );
}
