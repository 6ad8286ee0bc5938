import type { Schema } from '../../api/client.ts';
import type { Place } from '../../flame/describe.ts';

/** Where each function is declared, as far as it is known. */
export function placesOf(top: Schema<'Top'> | undefined): ReadonlyMap<string, Place> {
  return new Map(
    (top?.rows ?? []).flatMap(({ function: name, file, line }) =>
      file ? [[name, { file, line }] as const] : [],
    ),
  );
}
