import { address, get } from '../api/client.ts';
import { serverTime } from '../api/moment.ts';
import { useAnswer } from '../api/useAnswer.ts';
import { visible } from '../format/name.ts';
import { bytes } from '../format/quantity.ts';
import { inSpeedscope } from '../speedscope/link.ts';
import { now } from '../ui/clock.ts';
import { Icon } from '../ui/Icon.tsx';
import { Name } from '../ui/Name.tsx';
import { ProblemNotice } from '../ui/Notice.tsx';
import { type Capture, progressOf } from './progress.ts';

/** A capture while it waits and runs, and what it brought. */
export function CaptureProgress({ id }: { readonly id: string }) {
  const asked = useAnswer(
    `capture ${id}`,
    (signal) => get('/api/v1/captures/{id}', { path: { id }, signal }),
    {
      everySeconds: 1,
      until: ({ body }) => progressOf(body, serverTime).over,
    },
  );
  const capture = asked.answer?.body;
  return (
    <div class="stack">
      {asked.problem && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {capture && <Progress of={capture} />}
    </div>
  );
}

function Progress({ of: capture }: { readonly of: Capture }) {
  const { share, text, over } = progressOf(capture, () => now.value);
  const failed = capture.state === 'failed';
  return (
    <div class={`notice ${failed ? 'bad' : ''}`}>
      <h3>
        {capture.type} of <Name of={targetOf(capture)} />
      </h3>
      {!over && (
        <progress
          aria-label={`Capture of ${capture.type}`}
          {...(share === undefined ? {} : { value: share })}
        />
      )}
      <p role="status">
        {text}
        {capture.bytes !== undefined && `: ${bytes(capture.bytes)}`}
      </p>
      {capture.state === 'done' && <Brought capture={capture} />}
    </div>
  );
}

function targetOf({ labels, service }: Capture): string {
  return labels.instance ?? service;
}

/** Links to what a capture brought. */
export function Brought({ capture }: { readonly capture: Capture }) {
  const content = address('/api/v1/captures/{id}/content', { path: { id: capture.id } });
  const name = `${capture.type} of ${visible(targetOf(capture))}`;
  return (
    <span class="row">
      <a class="button" download href={content}>
        <Icon name="download" />
        Download<span class="unseen"> {name}</span>
      </a>
      {capture.profile && (
        <a class="button" href={inSpeedscope(content, name)}>
          <Icon name="open" />
          Open in speedscope<span class="unseen"> {name}</span>
        </a>
      )}
    </span>
  );
}
