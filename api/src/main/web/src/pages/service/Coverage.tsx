import type { MadeOf } from '../../api/client.ts';
import { count, percent } from '../../format/quantity.ts';

/** What an answer is made of, in plain words. */
export function Coverage({ of }: { readonly of: MadeOf }) {
  if (of.profiles === undefined || of.instances === undefined) {
    return null;
  }
  return (
    <p class="soft coverage">
      {count(of.profiles, 'profile')} of {count(of.instances, 'instance')}
      {of.coverage !== undefined && of.coverage > 0 && `; ${percent(of.coverage)} of the range was profiled`}
    </p>
  );
}
