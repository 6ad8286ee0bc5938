import { get } from '../../api/client.ts';
import { useAnswer } from '../../api/useAnswer.ts';
import type { SampleType } from './sampleTypes.ts';
import type { Selection } from './selection.ts';

/** What the profiles count, in their order; undefined while it is not known. */
export function useSampleTypes({
  service,
  type,
  from,
  to,
}: Pick<Selection, 'service' | 'type' | 'from' | 'to'>): readonly SampleType[] | undefined {
  const asked = useAnswer(`sample types ${service} ${type} ${from} ${to}`, (signal) =>
    get('/api/v1/profiles', { query: { service, type, from, to, limit: 1 }, signal }),
  );
  const [newest] = asked.answer?.body.profiles ?? [];
  return newest?.values ?? (asked.loading ? undefined : []);
}
