import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Schema } from '../../api/client.ts';
import { count, quantity } from '../../format/quantity.ts';
import { stamp } from '../../format/time.ts';
import { color, scheme } from '../../ui/theme.ts';
import type { Range } from './selection.ts';
import { axisSize, axisText, mostShown, type Shown, shownSeries } from './series.ts';

interface Props {
  readonly series: Schema<'Series'>;
  readonly by: string;
  readonly range: Range | undefined;
  /** Times that are marked, Unix seconds. */
  readonly marks: readonly number[];
  readonly onRange: (range: Range | undefined) => void;
}

const HEIGHT = 164;

/** What was used over time, by a label; a range is chosen by dragging over it. */
export function TimeLine({ series, by, range, marks, onRange }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef({ onRange, range, marks });
  latest.current = { onRange, range, marks };
  const [at, setAt] = useState<number | null>(null);
  const mode = scheme.value;
  const shown = useMemo(() => shownSeries(series), [series]);

  useEffect(() => {
    const element = box.current;
    if (!element) {
      return;
    }
    const made = new uPlot(
      options(series, shown, element.clientWidth, {
        onCursor: setAt,
        onSelect: (chosen) => latest.current.onRange(chosen),
        onDraw: (drawn) => drawMarks(drawn, latest.current.marks),
      }),
      [series.times as number[], ...shown.map(({ values }) => values as (number | null)[])],
      element,
    );
    plot.current = made;
    showRange(made, latest.current.range);
    const observer = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: HEIGHT });
      showRange(made, latest.current.range);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [series, shown, mode]);

  useEffect(() => plot.current?.redraw(false, false), [marks]);

  useEffect(() => {
    if (plot.current) {
      showRange(plot.current, range);
    }
  }, [range?.from, range?.to]);

  const time = at === null ? undefined : series.times[at];
  return (
    <div class="time-line">
      <div ref={box} role="img" aria-label={summary(series, shown, by)} />
      <ul class="time-legend" aria-label="Shown over time">
        {shown.map((one, i) => (
          <li key={one.name}>
            <span class={`swatch series-${i + 1}`} aria-hidden="true" />
            <span>{one.name}</span>
            <span class="soft">
              {time === undefined
                ? `mean ${valueText(one.mean, series.unit)}`
                : valueText(one.values[at ?? 0] ?? null, series.unit)}
            </span>
          </li>
        ))}
        {series.series.length > shown.length && (
          <li class="soft">{count(series.series.length - shown.length, 'smaller one')} not shown</li>
        )}
        {time !== undefined && <li class="soft time-at">{stamp(new Date(time * 1000))}</li>}
      </ul>
    </div>
  );
}

interface Handlers {
  readonly onCursor: (at: number | null) => void;
  readonly onSelect: (range: Range | undefined) => void;
  readonly onDraw: (plot: uPlot) => void;
}

function options(
  series: Schema<'Series'>,
  shown: readonly Shown[],
  width: number,
  on: Handlers,
): uPlot.Options {
  const ink = color('--ink-soft');
  const line = color('--line');
  const font = '11px system-ui, sans-serif';
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
    scales: { y: { range: (_, __, most) => [0, mostShown(most)] } },
    axes: [
      {
        stroke: ink,
        font,
        grid: { stroke: line, width: 1 },
        ticks: { stroke: line, width: 1, size: 4 },
        size: 40,
        values: TIMES,
      },
      {
        stroke: ink,
        font,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        size: axisSize(series.unit),
        space: 34,
        ...(series.unit.startsWith('bytes') ? { incrs: BYTES } : {}),
        values: (_, splits) => splits.map((value) => axisText(value, series.unit)),
      },
    ],
    series: [
      {},
      ...shown.map((one, i) => ({
        label: one.name,
        stroke: color(`--series-${i + 1}`),
        width: 1.5,
        spanGaps: false,
        points: { show: isSparse(one.values) },
      })),
    ],
    hooks: {
      draw: [on.onDraw],
      setCursor: [(plot) => on.onCursor(plot.cursor.idx ?? null)],
      setSelect: [
        (plot) => {
          const { left, width: pixels } = plot.select;
          if (pixels >= 3) {
            on.onSelect({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + pixels, 'x') });
          }
        },
      ],
    },
  };
}

const DATE = '\n{MM}-{DD}';

/** As times are written elsewhere on the page: for axes whose labels are so many seconds apart, with what changes on a second line. */
const TIMES: uPlot.Axis.Values = [
  [31_536_000, '{YYYY}', null, null, null, null, null, null, 1],
  [86_400, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', DATE, null, DATE, null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', DATE, null, DATE, null, null, null, 1],
];

/** Between lines of an axis of bytes, which are written in powers of two. */
const BYTES: number[] = Array.from({ length: 60 }, (_, i) => 2 ** i);

/** A dashed line from the top to the bottom at each time that is in the plot. */
function drawMarks(plot: uPlot, marks: readonly number[]): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  ctx.save();
  ctx.strokeStyle = color('--ink-soft');
  ctx.lineWidth = window.devicePixelRatio;
  ctx.setLineDash([4, 4]);
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(mark, 'x', true));
    if (x >= left && x <= left + width) {
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
      ctx.stroke();
    }
  }
  ctx.restore();
}

/** A line of single points is not seen as a line. */
function isSparse(values: readonly (number | null)[]): boolean {
  return values.filter((value) => value !== null).length <= values.length / 4;
}

function showRange(plot: uPlot, range: Range | undefined): void {
  const { clientWidth: width, clientHeight: height } = plot.over;
  const place = (time: number) => Math.min(width, Math.max(0, plot.valToPos(time, 'x')));
  const left = range ? place(range.from) : 0;
  const right = range ? place(range.to) : 0;
  plot.setSelect({ left, top: 0, width: Math.max(0, right - left), height: range ? height : 0 }, false);
}

function valueText(value: number | null, unit: string): string {
  return value === null ? '–' : quantity(value, unit);
}

function summary(series: Schema<'Series'>, shown: readonly Shown[], by: string): string {
  const means = shown.map(
    (one) =>
      `${one.name}: mean ${valueText(one.mean, series.unit)}, most ${valueText(one.most, series.unit)}`,
  );
  return `${series.sampleType} over time${by ? ` by ${by}` : ''}. ${means.join('; ')}`;
}
