/** A flag of the command line; the empty value where it has none. */
export interface Flag {
  readonly name: string;
  readonly value: string;
}

/** By name, which puts what belongs together beside each other. */
export function flagsOf(body: Readonly<Record<string, string>>): readonly Flag[] {
  return Object.entries(body)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
