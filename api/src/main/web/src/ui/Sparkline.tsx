import './sparkline.css';

interface Props {
  /** What it shows, for who listens. */
  readonly label: string;
  readonly values: readonly (number | null)[];
}

const WIDTH = 120;
const HEIGHT = 26;

/** Values over time, small: from zero to the highest one. Where there is none, there is a gap. */
export function Sparkline({ label, values }: Props) {
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {runs(values).map((run) => (
        <g key={run.area}>
          <path class="area" d={run.area} />
          <path class="line" d={run.line} />
        </g>
      ))}
    </svg>
  );
}

interface Run {
  readonly line: string;
  readonly area: string;
}

/** The stretches without a gap, as SVG paths. */
export function runs(values: readonly (number | null)[]): readonly Run[] {
  const highest = Math.max(...values.map((value) => value ?? 0)) || 1;
  const step = WIDTH / Math.max(1, values.length - 1);
  const paths: Run[] = [];
  let points: string[] = [];
  let begin = 0;
  for (const [i, value] of [...values, null].entries()) {
    if (value !== null) {
      begin = points.length === 0 ? i : begin;
      points.push(`${round(i * step)} ${round(HEIGHT - 1 - (value / highest) * (HEIGHT - 2))}`);
    } else if (points.length > 0) {
      paths.push(
        points.length === 1
          ? dot(begin, values.length - 1, points[0] ?? '', step)
          : stretch(points, begin, step),
      );
      points = [];
    }
  }
  return paths;
}

function stretch(points: readonly string[], begin: number, step: number): Run {
  const line = `M${points.join('L')}`;
  return {
    line,
    area: `${line}L${round((begin + points.length - 1) * step)} ${HEIGHT}H${round(begin * step)}Z`,
  };
}

/** One value alone is as wide as a step, and at least as wide as can be seen. */
function dot(at: number, last: number, point: string, step: number): Run {
  const left = round(Math.min(at, last - 1) * step);
  const right = round(Math.max(left + 3, (at + 1) * step));
  const line = `M${at < last ? point : point.replace(/^\S+/, String(left))}H${right}`;
  return { line, area: `${line}V${HEIGHT}H${left}Z` };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
