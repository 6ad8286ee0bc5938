import { Badge } from '../../ui/Badge.tsx';
import type { Why } from './why.ts';

export function WhyOf({ why: { alert, reason } }: { readonly why: Why }) {
  if (!alert && !reason) {
    return <span class="soft">nobody said</span>;
  }
  return (
    <>
      {alert && <Badge tone="warn">alert {alert}</Badge>} {reason}
    </>
  );
}
