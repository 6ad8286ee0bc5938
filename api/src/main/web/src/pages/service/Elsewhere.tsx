import { address } from '../../api/client.ts';
import { fileName, shellQuoted } from '../../format/shell.ts';
import { inSpeedscope } from '../../speedscope/link.ts';
import { Command } from '../../ui/Command.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { mergeQuery, type Selection } from './selection.ts';

/** The same profile for other tools. */
export function Elsewhere({ selection }: { readonly selection: Selection }) {
  const query = mergeQuery({ ...selection, now: undefined });
  const pprof = address('/api/v1/merge', { query });
  const speedscope = address('/api/v1/merge', { query: { ...query, format: 'speedscope' } });
  const url = window.location.origin + pprof;
  return (
    <details class="panel elsewhere">
      <summary>Take it elsewhere</summary>
      <div class="body stack">
        <div class="row">
          <a class="button" href={inSpeedscope(speedscope)}>
            <Icon name="open" /> Open in speedscope
          </a>
          <a class="button" href={pprof} download>
            <Icon name="download" /> pprof
          </a>
          <a class="button" href={speedscope} download>
            <Icon name="download" /> speedscope
          </a>
          <a
            class="button"
            href={address('/api/v1/merge', { query: { ...query, format: 'collapsed' } })}
            download
          >
            <Icon name="download" /> collapsed stacks
          </a>
        </div>
        <Command label="Open in pprof" text={`go tool pprof -http=: ${shellQuoted(url)}`} />
        <Command
          label="Save with curl"
          text={`curl -fo ${fileName(selection.type)}.pb.gz ${shellQuoted(url)}`}
        />
      </div>
    </details>
  );
}
