import { useState } from 'preact/hooks';
import { post, type Schema } from '../api/client.ts';
import { isAbort, type Problem, toProblem } from '../api/problem.ts';
import { visible } from '../format/name.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ProblemNotice } from '../ui/Notice.tsx';
import { CaptureProgress } from './CaptureProgress.tsx';

/** What Go programs serve beside what a job scrapes. */
const USUAL = ['cpu', 'heap', 'goroutine', 'mutex', 'block', 'trace'];
const TIMED = new Set(['cpu', 'trace', 'wall']);

interface Props {
  /** Whom it is about, for people. */
  readonly target: string;
  /** Whom it is about, as a PromQL selector. */
  readonly match: string;
  /** What is scraped of it. */
  readonly types: readonly string[];
  readonly onClose: () => void;
}

/** Asks what to capture, has it captured, and shows how that goes. */
export function CaptureDialog({ target, match, types, onClose }: Props) {
  const all = [...new Set([...types, ...USUAL])];
  const [type, setType] = useState(all[0] ?? 'cpu');
  const [seconds, setSeconds] = useState('10');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [ids, setIds] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);

  const capture = async (event: Event) => {
    event.preventDefault();
    setAsking(true);
    setProblem(undefined);
    try {
      const body = { match, type, reason, ...(TIMED.has(type) ? { seconds: Number(seconds) } : {}) };
      const { captures } = await post<Schema<'Captures'>>('/api/v1/captures', body);
      setIds(captures.map(({ id }) => id));
    } catch (failure) {
      if (!isAbort(failure)) {
        setProblem(toProblem(failure));
      }
    }
    setAsking(false);
  };

  return (
    <Dialog title={`Capture now: ${visible(target)}`} onClose={onClose}>
      {ids.length === 0 ? (
        <form class="stack" onSubmit={capture}>
          <label class="field">
            <span>Profile type</span>
            <select value={type} onChange={(event) => setType(event.currentTarget.value)}>
              {all.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
          {TIMED.has(type) && (
            <label class="field">
              <span>Seconds</span>
              <input
                type="number"
                min="1"
                max="600"
                required
                value={seconds}
                onInput={(event) => setSeconds(event.currentTarget.value)}
              />
            </label>
          )}
          <label class="field">
            <span>Why (kept with the capture)</span>
            <input
              type="text"
              maxLength={1000}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          {problem && <ProblemNotice problem={problem} />}
          <div class="row">
            <button type="submit" class="primary" disabled={asking}>
              Capture
            </button>
            <button type="button" onClick={onClose}>
              Close
            </button>
          </div>
        </form>
      ) : (
        <div class="stack">
          {ids.map((id) => (
            <CaptureProgress key={id} id={id} />
          ))}
          <p class="soft">
            It goes on when this is closed; <a href="/captures">Captures</a> has it.
          </p>
          <div class="row">
            <button type="button" onClick={onClose}>
              Close
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
