import { inQuotes } from '../format/name.ts';
import './labels.css';

/** A label set as Prometheus writes it, each label for itself. */
export function Labels({
  of,
  without = [],
}: {
  readonly of: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
}) {
  const shown = Object.entries(of).filter(([name]) => !without.includes(name));
  return (
    <ul class="labels">
      {shown.map(([name, value]) => (
        <li key={name}>
          <span class="name">{name}=</span>
          <bdi>{inQuotes(value)}</bdi>
        </li>
      ))}
    </ul>
  );
}
