import { useEffect, useRef } from 'preact/hooks';
import { type Param, useParam } from '../../router/params.ts';
import { focusParam, ignoreParam } from './selection.ts';

/** Patterns that choose stacks, by which the server merges: pprof's `-focus` and `-ignore`. */
export function Patterns() {
  return (
    <div class="row">
      <PatternField
        param={focusParam}
        name="Focus"
        title="Only stacks with a function, file or binary that matches"
      />
      <PatternField
        param={ignoreParam}
        name="Ignore"
        title="No stacks with a function, file or binary that matches"
      />
    </div>
  );
}

interface Props {
  readonly param: Param<string>;
  readonly name: string;
  readonly title: string;
}

function PatternField({ param, name, title }: Props) {
  const [value, setValue] = useParam(param);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) {
      input.current.value = value;
    }
  }, [value]);
  return (
    <label title={title}>
      {name}
      <input
        ref={input}
        type="search"
        class="mono pattern"
        defaultValue={value}
        spellcheck={false}
        onChange={(event) => setValue(event.currentTarget.value.trim())}
      />
    </label>
  );
}
