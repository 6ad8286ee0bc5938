import { get, type MadeOf, type Schema } from '../../api/client.ts';
import { type Asked, useAnswer } from '../../api/useAnswer.ts';
import type { Sampling } from './changes.ts';
import { type Comparing, diffQuery, type Normalize, sideQuery } from './selection.ts';

/** All that is asked for a comparison. */
export interface Comparison {
  readonly normalize: Normalize;
  /** Which side's graph and table are known, as it is not scaled. */
  readonly side: 'before' | 'after';
  readonly graph: Schema<'FlameGraph'>;
  readonly change: Schema<'FlameGraph'>;
  readonly top: Schema<'Top'>;
  readonly changeTop: Schema<'Top'>;
  readonly sampling: Sampling | undefined;
  readonly before: MadeOf;
  readonly after: MadeOf;
}

const MOST_ROWS = 5000;

/** @param hasSamples whether the profiles count their samples too, so that it is known what one stands for */
export function useComparison(of: Comparing, hasSamples: boolean): Asked<Comparison> {
  return useAnswer(
    JSON.stringify([of, hasSamples]),
    async (signal) => {
      const side = of.normalize === 'share' ? 'before' : 'after';
      const merge = (part: 'before' | 'after', more: object) =>
        get('/api/v1/merge', { query: { ...sideQuery(of, of[part]), ...more }, signal });
      const diff = (more: object) => get('/api/v1/diff', { query: { ...diffQuery(of), ...more }, signal });
      const other = side === 'after' ? 'before' : 'after';
      const [graph, change, top, changeTop, otherTop, samples] = await Promise.all([
        merge(side, { format: 'flamegraph' }),
        diff({ format: 'flamegraph' }),
        merge(side, { format: 'top', max_nodes: MOST_ROWS }),
        diff({ format: 'top', max_nodes: MOST_ROWS }),
        merge(other, { format: 'top', max_nodes: 1 }),
        hasSamples ? merge(side, { format: 'top', max_nodes: 1, sample_type: 'samples' }) : undefined,
      ]);
      const known = top.body as Schema<'Top'>;
      const scale = scaleOf(
        side === 'after' ? (changeTop.body as Schema<'Top'>).total : known.total,
        (otherTop.body as Schema<'Top'>).total,
      );
      const drawn = (samples?.body as Schema<'Top'> | undefined)?.total ?? 0;
      return {
        normalize: of.normalize,
        side,
        graph: graph.body as Schema<'FlameGraph'>,
        change: change.body as Schema<'FlameGraph'>,
        top: known,
        changeTop: changeTop.body as Schema<'Top'>,
        sampling:
          drawn > 0
            ? {
                period: known.total / drawn,
                scaleBefore: side === 'after' && of.normalize === 'rate' ? scale : 1,
                scaleAfter: side === 'before' ? scale : 1,
              }
            : undefined,
        before: side === 'before' ? graph.madeOf : otherTop.madeOf,
        after: side === 'after' ? graph.madeOf : otherTop.madeOf,
      };
    },
    { keep: true },
  );
}

function scaleOf(scaled: number, whole: number): number {
  return whole === 0 ? 1 : scaled / whole;
}
