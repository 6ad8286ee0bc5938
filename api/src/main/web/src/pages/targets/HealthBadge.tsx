import { Badge, type Tone } from '../../ui/Badge.tsx';
import type { Health } from './filter.ts';

const TONES: Readonly<Record<Health, Tone>> = { up: 'good', down: 'bad', unknown: 'plain' };

export function HealthBadge({ of: health }: { readonly of: Health }) {
  return <Badge tone={TONES[health]}>{health}</Badge>;
}
