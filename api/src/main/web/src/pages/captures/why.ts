import { shellQuoted } from '../../format/shell.ts';

/** Why something was captured: somebody's words, or the alert. */
export interface Why {
  readonly alert: string | undefined;
  readonly reason: string | undefined;
}

/** Of what was said when it was stored. */
export function whyOf(annotations: Readonly<Record<string, string>>): Why {
  return { alert: annotations.alertname || undefined, reason: annotations.reason || undefined };
}

/** Which tool opens a file, as a command. */
export function toolFor(type: string, url: string): string {
  const tool = type === 'trace' || type === 'flight_recorder' ? 'trace' : 'pprof';
  // `go tool trace` reads files alone.
  return tool === 'trace'
    ? `curl -fo ${type}.out ${shellQuoted(url)} && go tool trace ${type}.out`
    : `go tool pprof ${shellQuoted(url)}`;
}
