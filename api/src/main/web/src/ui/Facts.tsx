import type { ComponentChildren } from 'preact';
import './facts.css';

export interface Fact {
  readonly name: string;
  readonly value: ComponentChildren;
  /** What it means, where the name does not say it. */
  readonly note?: string;
}

/** Names and what they are. */
export function Facts({ of: facts }: { readonly of: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <span class="soft"> · {note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
