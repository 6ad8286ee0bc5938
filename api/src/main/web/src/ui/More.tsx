import type { Paged } from '../api/usePages.ts';
import { ProblemNotice } from './Notice.tsx';

/** Below a list: asks for more of it. */
export function More<Row>({ of: { more, problem } }: { readonly of: Paged<Row> }) {
  return (
    <>
      {problem && <ProblemNotice problem={problem} {...(more ? { again: more } : {})} />}
      {more && !problem && (
        <p>
          <button type="button" onClick={more}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}
