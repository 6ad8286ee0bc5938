import { get } from '../../api/client.ts';
import { type Page, usePages } from '../../api/usePages.ts';
import { Brought } from '../../captures/CaptureProgress.tsx';
import { type Capture, progressOf } from '../../captures/progress.ts';
import { bytes } from '../../format/quantity.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { now } from '../../ui/clock.ts';
import { More } from '../../ui/More.tsx';
import { Name } from '../../ui/Name.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { WhyOf } from './Why.tsx';

const TONES: Readonly<Record<Capture['state'], Tone>> = {
  waiting: 'plain',
  running: 'warn',
  done: 'good',
  failed: 'bad',
};

const COLUMNS: readonly Column<Capture>[] = [
  { name: 'Asked', class: 'nowrap', cell: ({ asked }) => <When time={asked} /> },
  { name: 'Type', class: 'nowrap', cell: ({ type, seconds }) => (seconds ? `${type}, ${seconds} s` : type) },
  {
    name: 'Target',
    cell: ({ service, labels }) => (
      <>
        <Name of={service} />{' '}
        {labels.instance !== undefined && (
          <span class="mono soft">
            <Name of={labels.instance} />
          </span>
        )}
      </>
    ),
  },
  {
    name: 'Why',
    class: 'wrap',
    cell: ({ alert, reason }) => <WhyOf why={{ alert: alert?.alertname, reason }} />,
  },
  { name: 'State', class: 'wrap', cell: (capture) => <StateOf capture={capture} /> },
  {
    name: 'Size',
    number: true,
    cell: (capture) => (capture.bytes === undefined ? '–' : bytes(capture.bytes)),
  },
  {
    name: 'What it brought',
    cell: (capture) => (capture.state === 'done' ? <Brought capture={capture} /> : '–'),
  },
];

function StateOf({ capture }: { readonly capture: Capture }) {
  const { share, text, over } = progressOf(capture, () => now.value);
  return (
    <div class="row">
      <Badge tone={TONES[capture.state]}>{capture.state}</Badge>
      {!over && (
        <progress
          aria-label={`Capture of ${capture.type}`}
          {...(share === undefined ? {} : { value: share })}
        />
      )}
      {capture.state !== 'done' && <span class="soft">{text}</span>}
    </div>
  );
}

/** What is captured and was, newest first. */
export function CaptureList() {
  const pages = usePages('captures', page, { everySeconds: 2 });
  return (
    <Answered of={pages.first} what="Captures">
      {() =>
        pages.rows.length === 0 ? (
          <NothingCaptured />
        ) : (
          <div class="stack">
            <div class="panel">
              <Table label="Captures" rows={pages.rows} rowKey={({ id }) => id} columns={COLUMNS} />
            </div>
            <More of={pages} />
          </div>
        )
      }
    </Answered>
  );
}

async function page(cursor: string | undefined, signal: AbortSignal): Promise<Page<Capture>> {
  const query = { limit: 100, ...(cursor ? { cursor } : {}) };
  const { body } = await get('/api/v1/captures', { query, signal });
  return { rows: body.captures, next: body.next };
}

function NothingCaptured() {
  return (
    <Empty title="Nothing was captured yet">
      <p>
        A capture takes a profile or a trace from a target at once, beside the schedule. Take one under{' '}
        <a href="/targets">Targets</a>, by <code>POST /api/v1/captures</code>, or have an alert take it: name
        what it is to take in the targets file, and send Alertmanager’s webhook here.
      </p>
      <pre>{`receivers:
  - name: tributary
    webhook_configs:
      - url: ${window.location.origin}/api/v1/alerts`}</pre>
    </Empty>
  );
}
