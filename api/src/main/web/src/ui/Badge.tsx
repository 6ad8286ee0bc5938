import type { ComponentChildren } from 'preact';
import './badge.css';

export type Tone = 'good' | 'bad' | 'warn' | 'plain';

/** A word that says how something is. The colour says it again, never alone. */
export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
}) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
