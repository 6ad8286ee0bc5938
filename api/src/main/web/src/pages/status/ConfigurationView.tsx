import { get, type Schema } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Copy } from '../../ui/Command.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { When } from '../../ui/When.tsx';

/** The targets file that is in force, and why the one on disk is not. */
export function ConfigurationView() {
  const asked = useAnswer('configuration', (signal) => get('/api/v1/status/config', { signal }), {
    everySeconds: 10,
  });
  return (
    <Answered of={asked} what="Configuration">
      {({ body }) => (
        <div class="stack">
          <NotTaken of={body} />
          {body.file === '' ? (
            <Empty title="There is no targets file">
              <p>
                Tributary profiles itself alone. Start it with <code>--config.file=tributary.yaml</code> to
                have it profile a fleet; a file with Prometheus’ or Parca’s <code>scrape_configs</code> will
                do.
              </p>
            </Empty>
          ) : (
            <section class="panel" aria-label="Targets file">
              <header>
                <h2 class="mono">{body.file}</h2>
                <span class="soft">
                  in force since <When time={body.loadedAt} />
                </span>
                <span class="end">
                  <Copy text={body.yaml} what="the targets file" />
                </span>
              </header>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
              <section class="yaml" tabIndex={0} aria-label="What it says">
                <pre>{body.yaml}</pre>
              </section>
            </section>
          )}
        </div>
      )}
    </Answered>
  );
}

function NotTaken({ of: { file, lastError } }: { readonly of: Schema<'Configuration'> }) {
  return (
    lastError && (
      <div class="notice bad" role="alert">
        <h2>
          <span class="mono">{file}</span> was changed and not taken
        </h2>
        <p>
          What ran before goes on. Read <When time={lastError.time} />:
        </p>
        <pre>{lastError.problems.join('\n')}</pre>
        <p>
          Mend the file; it is read again when it changes. <code>tributary check config</code> says the same
          beforehand.
        </p>
      </div>
    )
  );
}
