/** What went wrong and what to do, as RFC 9457 problem documents of the server say it, or in the same form for what it cannot say. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
  /** Of HTTP; 0 where no answer came. */
  readonly status: number;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** What an answer that is no success says. */
export async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    const { title, detail, fix } = (await response.json()) as Problem;
    return { title, detail, fix, status: response.status };
  }
  return {
    title: 'The answer is not Tributary’s',
    detail: `The server answered ${response.status} ${response.statusText}, without saying why.`,
    fix: 'Look at the proxy between this browser and Tributary, or at Tributary’s log.',
    status: response.status,
  };
}

/** No answer came. */
export function unreachable(): ProblemError {
  return new ProblemError({
    title: 'Tributary does not answer',
    detail: `The browser cannot reach ${window.location.origin}.`,
    fix: 'See whether the daemon runs; the page asks again by itself.',
    status: 0,
  });
}

/** What to show for a failure of whatever kind. */
export function toProblem(failure: unknown): Problem {
  if (failure instanceof ProblemError) {
    return failure.problem;
  }
  return {
    title: 'A fault of this page',
    detail: failure instanceof Error ? failure.message : String(failure),
    fix: 'Load the page again; if it stays, report it with what you were doing.',
    status: 0,
  };
}

/** Whether a failure is that somebody gave up waiting. */
export function isAbort(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'AbortError';
}

/** What was asked, or something else where the server refuses it with this status; any other failure stays one. */
export async function unlessRefused<T, Instead>(
  asked: Promise<T>,
  status: number,
  instead: Instead,
): Promise<T | Instead> {
  try {
    return await asked;
  } catch (failure) {
    if (failure instanceof ProblemError && failure.problem.status === status) {
      return instead;
    }
    throw failure;
  }
}
