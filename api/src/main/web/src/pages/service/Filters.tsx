import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import { Icon } from '../../ui/Icon.tsx';
import { formatMatcher, formatSelector, OPS, type Op, parseSelector, withMatcher } from './matchers.ts';

interface Props {
  readonly service: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** Names of labels there are. */
  readonly labels: readonly string[];
  /** A selector. */
  readonly value: string;
  readonly onChange: (selector: string) => void;
  /** What is filtered, for who listens. */
  readonly label: string;
}

/** Labels as filters: each condition can be taken away, and others added. */
export function Filters({ service, type, from, to, labels, value, onChange, label }: Props) {
  const matchers = parseSelector(value);
  return (
    <fieldset class="filters" aria-label={label}>
      {matchers === undefined ? (
        <Chip text={value} onRemove={() => onChange('')} />
      ) : (
        matchers.map((matcher) => (
          <Chip
            key={formatMatcher(matcher)}
            text={formatMatcher(matcher)}
            onRemove={() => onChange(formatSelector(matchers.filter((other) => other !== matcher)))}
          />
        ))
      )}
      <AddFilter
        {...{ service, type, from, to, labels }}
        onAdd={(name, op, text) => onChange(withMatcher(value, { name, op, value: text }))}
      />
    </fieldset>
  );
}

function Chip({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  return (
    <span class="chip">
      <code>{text}</code>
      <button type="button" class="quiet" aria-label={`Take away ${text}`} onClick={onRemove}>
        <Icon name="cross" />
      </button>
    </span>
  );
}

interface AddProps extends Pick<Props, 'service' | 'type' | 'from' | 'to' | 'labels'> {
  readonly onAdd: (name: string, op: Op, value: string) => void;
}

function AddFilter({ labels, onAdd, ...of }: AddProps) {
  const [name, setName] = useState('');
  const [op, setOp] = useState<Op>('=');
  const [value, setValue] = useState('');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [name]);
  if (!name) {
    return (
      <select
        aria-label="Add a filter by label"
        value=""
        onChange={(event) => {
          setName(event.currentTarget.value);
          setValue('');
        }}
      >
        <option value="">+ Filter</option>
        {labels.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    );
  }
  return (
    <form
      class="chip"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(name, op, value);
        setName('');
      }}
    >
      <code>{name}</code>
      <select
        aria-label="How to compare"
        value={op}
        onChange={(event) => setOp(event.currentTarget.value as Op)}
      >
        {OPS.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <input
        type="text"
        aria-label={`Value of ${name}`}
        list={id}
        value={value}
        ref={input}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <Values {...of} name={name} id={id} />
      <button type="submit">Add</button>
      <button type="button" class="quiet" aria-label="Leave it" onClick={() => setName('')}>
        <Icon name="cross" />
      </button>
    </form>
  );
}

interface ValuesProps extends Pick<Props, 'service' | 'type' | 'from' | 'to'> {
  readonly name: string;
  readonly id: string;
}

function Values({ service, type, from, to, name, id }: ValuesProps) {
  const asked = useAnswer(`${service} ${type} ${name} ${from} ${to}`, (signal) =>
    get('/api/v1/labels/{name}/values', {
      path: { name },
      query: { service, type, from, to, limit: 200 },
      signal,
    }),
  );
  return (
    <datalist id={id}>
      {asked.answer?.body.values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
