import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColour, ChartData } from './chart-data';

/** How a chart looks now: inks as CSS colours. */
export interface ChartLook {
  readonly inks: Readonly<Record<ChartColour | '--color-text-muted' | '--color-border' | '--color-surface', string>>;
  readonly font: string;
  readonly moves: boolean;
  readonly numberWords: (value: number) => string;
}

/** What ECharts is told; one that follows another changes what has changed, and nothing else. */
export function optionOf(
  { shape, labels, series }: ChartData,
  { inks, font, moves, numberWords }: ChartLook,
): EChartsCoreOption {
  const [muted, border] = [inks['--color-text-muted'], inks['--color-border']];
  const text = { color: muted, fontFamily: font, fontSize: 12 };
  const isBars = shape === 'bars';
  const names = {
    type: 'category',
    data: [...labels],
    inverse: isBars,
    axisTick: { show: false },
    axisLine: { show: !isBars, lineStyle: { color: border } },
    axisLabel: { ...text, hideOverlap: true, ...(isBars && { width: 120, overflow: 'truncate' }) },
  };
  const values = {
    type: 'value',
    minInterval: 1,
    splitNumber: 4,
    splitLine: { lineStyle: { color: border } },
    axisLabel: { ...text, formatter: numberWords, hideOverlap: true },
  };
  return {
    animation: moves,
    animationDuration: 0,
    animationDurationUpdate: 180,
    textStyle: { fontFamily: font },
    grid: {
      top: 8,
      right: isBars ? 16 : 4,
      bottom: 4,
      left: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: isBars ? values : names,
    yAxis: isBars ? names : values,
    series: series.map(({ name, colour, values: data }) => ({
      id: colour,
      name,
      type: 'bar',
      stack: 'all',
      // Of nothing not even the border is drawn.
      data: data.map((value) => (value === 0 ? null : value)),
      barMaxWidth: isBars ? 20 : 28,
      itemStyle: { color: inks[colour], borderColor: inks['--color-surface'], borderWidth: 0.5 },
      emphasis: { disabled: true },
      silent: true,
    })),
  };
}
