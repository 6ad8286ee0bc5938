import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/problem.ts';
import './notice.css';

/** What went wrong, and what to do about it. */
export function ProblemNotice({
  problem,
  again,
}: {
  readonly problem: Problem;
  readonly again?: () => void;
}) {
  return (
    <div class="notice bad" role="alert">
      <h2>{problem.title}</h2>
      <p>{problem.detail}</p>
      <p>{problem.fix}</p>
      {again && (
        <p>
          <button type="button" onClick={again}>
            Ask again
          </button>
        </p>
      )}
    </div>
  );
}

/** There is nothing yet: why, and what fills it. */
export function Empty({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="notice empty">
      <h2>{title}</h2>
      <div class="stack">{children}</div>
    </div>
  );
}

/** Says that something is on its way, once it takes longer than a blink, and lets it be given up. */
export function Loading({ what, cancel }: { readonly what: string; readonly cancel?: () => void }) {
  return (
    <div class="notice loading" role="status">
      <progress aria-label={what} />
      <p>{what}</p>
      {cancel && (
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      )}
    </div>
  );
}
