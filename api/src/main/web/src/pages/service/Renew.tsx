import { Icon } from '../../ui/Icon.tsx';

interface Props {
  /** Beginnings and ends of what is looked at. */
  readonly times: readonly string[];
  readonly onRenew: () => void;
}

/** Asks for what came since, where a range goes on with time. */
export function Renew({ times, onRenew }: Props) {
  return times.some((time) => time.startsWith('now')) ? (
    <button type="button" aria-label="Up to now" title="Up to now" onClick={onRenew}>
      <Icon name="reload" />
    </button>
  ) : null;
}
