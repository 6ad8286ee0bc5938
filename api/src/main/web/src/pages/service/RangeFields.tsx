import { useState } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  readonly from: string;
  readonly to: string;
  readonly onChange: (from: string, to: string) => void;
  readonly label: string;
}

const PRESETS = [
  ['now-15m', '15 min'],
  ['now-1h', '1 hour'],
  ['now-6h', '6 hours'],
  ['now-1d', '1 day'],
  ['now-7d', '7 days'],
  ['now-30d', '30 days'],
] as const;

/** A range of time: one of the usual ones up to now, or any, as the API writes times. */
export function RangeFields({ from, to, onChange, label }: Props) {
  const preset = to === 'now' ? PRESETS.find(([start]) => start === from)?.[0] : undefined;
  const [open, setOpen] = useState(false);
  const isOpen = open || preset === undefined;
  return (
    <fieldset class="row range" aria-label={label}>
      <select
        aria-label="How far back"
        value={isOpen ? '' : preset}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setOpen(value === '');
          if (value) {
            onChange(value, 'now');
          }
        }}
      >
        {PRESETS.map(([start, name]) => (
          <option key={start} value={start}>
            Last {name}
          </option>
        ))}
        <option value="">From … to …</option>
      </select>
      {isOpen && <Times from={from} to={to} onChange={onChange} />}
    </fieldset>
  );
}

function Times({ from, to, onChange }: Omit<Props, 'label'>) {
  return (
    <form
      class="row"
      key={`${from} ${to}`}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onChange(String(data.get('from')).trim() || 'now-1h', String(data.get('to')).trim() || 'now');
      }}
    >
      <input
        type="text"
        name="from"
        aria-label="From"
        title="now-6h, 2026-03-01T12:00:00Z or Unix seconds"
        defaultValue={from}
      />
      <input
        type="text"
        name="to"
        aria-label="To"
        title="now, 2026-03-01T12:00:00Z or Unix seconds"
        defaultValue={to}
      />
      <button type="submit" aria-label="Show this range">
        <Icon name="check" />
      </button>
    </form>
  );
}
