// The drawing of the chart. It is imported when it is shown, so that the pages
// begin without it. uPlot sets styles by CSSOM, which the policy allows.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { uneven, type Bucket, type Series } from './series';

/** Kind is which of the two charts. */
export type Kind = 'members' | 'changes';

/** Look is how the chart looks: colours of the page, as they are now. */
export interface Look {
  text: string;
  grid: string;
  surface: string;
  /** In the order of the legend. */
  lines: string[];
  font: string;
}

/** What the chart says, in the language of the page. */
export interface Words {
  /** The moment of a place on the axis, in milliseconds. */
  time(moment: number): string;
  number(n: number): string;
}

/** Plotted is the chart in the page. */
export interface Plotted {
  resize(width: number): void;
  /** point moves the cursor to a bucket; null takes it away. */
  point(index: number | null): void;
  destroy(): void;
}

/** The height of a chart in pixels. */
export const height = 200;

/** plot draws a chart into an element; onpoint is told over which bucket the pointer is. */
export function plot(
  target: HTMLElement,
  kind: Kind,
  series: Series,
  look: Look,
  words: Words,
  onpoint: (index: number | null) => void,
): Plotted {
  let own = false;
  const { buckets } = series;
  const shrunk = kind === 'changes' && uneven(series);
  const chart = new uPlot(
    {
      width: target.clientWidth,
      height,
      padding: [8, kind === 'changes' ? 12 : 0, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, width: 2 } },
      scales: scales(kind, buckets, shrunk),
      axes: axes(kind, look, words, shrunk),
      series: kind === 'members' ? memberSeries(buckets, look) : changeSeries(buckets, look),
      hooks: { setCursor: [(u) => !own && onpoint(u.cursor.idx ?? null)] },
    },
    kind === 'members' ? memberData(buckets) : changeData(buckets),
    target,
  );
  return {
    resize: (width) => chart.setSize({ width, height }),
    point: (index) => {
      own = true;
      const left = index === null ? -10 : chart.valToPos(chart.data[0]?.[index] ?? 0, 'x');
      chart.setCursor({ left, top: 0 });
      own = false;
    },
    destroy: () => chart.destroy(),
  };
}

const seconds = (buckets: readonly Bucket[]) => buckets.map((bucket) => bucket.start / 1000);

function memberData(buckets: readonly Bucket[]): uPlot.AlignedData {
  return [seconds(buckets), buckets.map((bucket) => bucket.members), buckets.map((bucket) => bucket.groups)];
}

// Added and changed stand on each other above the line, removed and revoked hang
// below it: the sum is drawn first, and what was added or removed over it.
function changeData(buckets: readonly Bucket[]): uPlot.AlignedData {
  return [
    seconds(buckets),
    buckets.map((bucket) => bucket.added + bucket.changed),
    buckets.map((bucket) => bucket.added),
    buckets.map((bucket) => -bucket.removed - bucket.revoked),
    buckets.map((bucket) => -bucket.removed),
  ];
}

function memberSeries(buckets: readonly Bucket[], look: Look): uPlot.Series[] {
  const points = { show: buckets.length < 32, size: 5, fill: look.surface };
  return [
    {},
    { scale: 'members', stroke: look.lines[0], width: 2, spanGaps: true, points },
    { scale: 'groups', stroke: look.lines[1], width: 2, dash: [6, 4], spanGaps: true, points },
  ];
}

function changeSeries(buckets: readonly Bucket[], look: Look): uPlot.Series[] {
  // A few bars would else be as broad as the chart.
  const bars = uPlot.paths.bars?.({ size: [0.7, buckets.length < 8 ? 36 : 24, 2], align: 0 });
  const bar = (colour: string | undefined): uPlot.Series => ({
    scale: 'changes',
    stroke: colour,
    fill: colour,
    width: 0,
    paths: bars,
    points: { show: false },
  });
  return [{}, bar(look.lines[1]), bar(look.lines[0]), bar(look.lines[3]), bar(look.lines[2])];
}

// From the first to the last point, bars with half of theirs to the sides. A
// series of one point has no length in time: it gets a day.
function scales(kind: Kind, buckets: readonly Bucket[], shrunk: boolean): uPlot.Scales {
  const first = (buckets[0]?.start ?? 0) / 1000;
  const last = (buckets.at(-1)?.start ?? 0) / 1000;
  const length = last - first;
  const margin = length === 0 ? 43_200 : kind === 'changes' ? length / Math.max(buckets.length, 2) / 1.6 : 0;
  const x: uPlot.Scale = { time: true, range: () => [first - margin, last + margin] };
  if (kind === 'changes') {
    const changes: uPlot.Scale = { range: (_, min, max) => changesRange(min, max) };
    return { x, changes: shrunk ? { ...changes, distr: 4, asinh: 2 } : changes };
  }
  const whole: uPlot.Scale = { range: (_, min, max) => countRange(min, max) };
  // Elsewhere than the members, even where both never change.
  const groups: uPlot.Scale = { range: (_, __, max) => [0, Math.ceil((max ?? 0) * 1.4) + 2] };
  return { x, members: whole, groups };
}

// From 0 where the line would else be a little way up, with room for at least four.
function countRange(min: number | null, max: number | null): uPlot.Range.MinMax {
  const [low, high] = [min ?? 0, max ?? 0];
  const room = Math.max(4, (high - low) * 0.2);
  const from = Math.max(0, Math.floor(low - room));
  return [from < low / 4 ? 0 : from, Math.ceil(high + room)];
}

function changesRange(min: number | null, max: number | null): uPlot.Range.MinMax {
  const high = Math.max(max ?? 0, 0);
  const low = Math.min(min ?? 0, 0);
  const grown = (n: number) => Math.ceil(n + Math.max(1, n * 0.08));
  return [low === 0 ? 0 : -grown(-low), Math.max(4, grown(high))];
}

// Where a scale shrinks what is large, the marks are a power of ten apart.
function powers(min: number, max: number): number[] {
  const marks = [0, 1, 10, 100, 1e3, 1e4, 1e5];
  return [
    ...marks
      .slice(1)
      .reverse()
      .map((n) => -n),
    ...marks,
  ].filter((n) => n >= min && n <= max);
}

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5];

function axes(kind: Kind, look: Look, words: Words, shrunk: boolean): uPlot.Axis[] {
  const usual = { stroke: look.text, font: look.font, ticks: { show: false } };
  const grid = { stroke: look.grid, width: 1 };
  const count = (scale: string, more: Partial<uPlot.Axis> = {}): uPlot.Axis => ({
    ...usual,
    scale,
    grid,
    incrs: steps,
    space: 36,
    size: (_, values) => Math.max(40, ...(values ?? []).map((value) => 16 + value.length * 7.5)),
    // What was removed is drawn below 0 and is no negative number.
    values: (_, splits) => splits.map((n) => words.number(Math.abs(n))),
    ...more,
  });
  const time: uPlot.Axis = {
    ...usual,
    grid: { show: false },
    space: 72,
    size: 36,
    gap: 8,
    values: (_, splits) => once(splits.map((at) => words.time(at * 1000))),
  };
  if (kind === 'changes') {
    const marks: Partial<uPlot.Axis> = {
      splits: (_, __, min, max) => powers(min, max),
      filter: (_, all) => all,
    };
    return [time, count('changes', shrunk ? marks : {})];
  }
  return [time, count('members'), count('groups', { side: 1, grid: { show: false } })];
}

// Places on the axis may be closer than what their words tell apart.
function once(texts: string[]): string[] {
  return texts.map((text, i) => (text === texts[i - 1] ? '' : text));
}
