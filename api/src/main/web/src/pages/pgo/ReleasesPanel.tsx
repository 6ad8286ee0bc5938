import { address, get } from '../../api/client.ts';
import { type Page, usePages } from '../../api/usePages.ts';
import { number } from '../../format/quantity.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Labels } from '../../ui/Labels.tsx';
import { More } from '../../ui/More.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { type Release, VERDICTS } from './pgo.ts';

const LIMIT = 10;

/** What was handed out as default.pgo, newest first. */
export function ReleasesPanel({ service }: { readonly service: string }) {
  const pages = usePages(`releases ${service}`, (cursor, signal) => page(service, cursor, signal));
  return (
    <section class="panel" aria-label="Handed out">
      <header>
        <h2>Handed out</h2>
        <span class="soft">each kept byte for byte</span>
      </header>
      <Answered of={pages.first} what="Releases">
        {() =>
          pages.rows.length === 0 ? (
            <p class="body soft">Nothing yet: the command above gets the first one.</p>
          ) : (
            <>
              <Table
                label="Releases"
                rows={pages.rows}
                rowKey={({ digest }) => digest}
                columns={columns(service)}
              />
              {pages.more && (
                <div class="body">
                  <More of={pages} />
                </div>
              )}
            </>
          )
        }
      </Answered>
    </section>
  );
}

function columns(service: string): readonly Column<Release>[] {
  return [
    { name: 'When', class: 'nowrap', cell: ({ time }) => <When time={time} /> },
    {
      name: 'Digest',
      class: 'mono',
      cell: ({ digest }) => <span title={digest}>{digest.slice(0, 12)}</span>,
    },
    { name: 'Verdict', cell: ({ verdict }) => <Badge tone={VERDICTS[verdict].tone}>{verdict}</Badge> },
    { name: 'Samples', number: true, cell: ({ samples }) => number(samples) },
    { name: 'Calls', number: true, cell: ({ edges }) => number(edges) },
    { name: 'Asked with', cell: ({ parameters }) => <Labels of={parameters} /> },
    {
      name: 'File',
      cell: ({ digest }) => (
        <a
          class="button"
          download
          href={address('/api/v1/pgo/{service}/releases/{digest}', { path: { service, digest } })}
        >
          <Icon name="download" />
          Download<span class="unseen"> release {digest.slice(0, 12)}</span>
        </a>
      ),
    },
  ];
}

async function page(
  service: string,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Page<Release>> {
  const query = { limit: LIMIT, ...(cursor ? { cursor } : {}) };
  const { body } = await get('/api/v1/pgo/{service}/releases', { path: { service }, query, signal });
  return { rows: body.releases, next: body.next };
}
