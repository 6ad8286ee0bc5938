import type { ComponentChildren } from 'preact';

interface Props<V extends string> {
  /** What is chosen, for who listens. */
  readonly label: string;
  readonly value: V;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V) => void;
  readonly class?: string;
}

export interface Option<V extends string> {
  readonly value: V;
  readonly name: string;
  /** In place of the name, which then is its tooltip. */
  readonly show?: ComponentChildren;
}

/** One of few, all of them seen. */
export function Choice<V extends string>({ label, value, options, onChange, class: more = '' }: Props<V>) {
  return (
    <fieldset class={`choice ${more}`} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          {...(option.show ? { title: option.name, 'aria-label': option.name } : {})}
          onClick={() => onChange(option.value)}
        >
          {option.show ?? option.name}
        </button>
      ))}
    </fieldset>
  );
}
