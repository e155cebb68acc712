import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as include, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

include([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface ChartSeries {
  readonly name: string;
  readonly values: readonly number[];
  /** What the pointer is told of each bar: the exact figures. */
  readonly tips: readonly string[];
}

const NEAR = '200px';
const COLOURS = ['#b4c4d6', '#0b57a4'];
const TEXT = { color: '#4d5865', fontFamily: 'inherit', fontSize: 12 };

/** Bars that can be clicked. A picture for those who see: the table beside it says the same, exactly and for everybody. */
export default function Chart({
  label,
  categories,
  series,
  unit,
  lying = false,
  pick,
}: {
  label: string;
  categories: readonly string[];
  series: readonly ChartSeries[];
  unit: string;
  lying?: boolean;
  pick: (index: number, series: number) => void;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const picked = useRef(pick);
  useEffect(() => {
    picked.current = pick;
  }, [pick]);
  const near = useNear(place);
  useEffect(() => {
    if (!near) return;
    const made = init(place.current!, null, { renderer: 'canvas' });
    chart.current = made;
    made.on('click', ({ dataIndex, seriesIndex }) => picked.current(dataIndex, seriesIndex ?? 0));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current!);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, [near]);
  useEffect(() => {
    const names = {
      type: 'category' as const,
      data: [...categories],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#c5ced8' } },
      axisLabel: { ...TEXT, ...(lying ? { width: 110, overflow: 'truncate' as const } : { hideOverlap: true }) },
    };
    const lengths = {
      type: 'value' as const,
      name: unit,
      nameTextStyle: { ...TEXT, align: lying ? ('right' as const) : ('left' as const) },
      axisLabel: TEXT,
      splitLine: { lineStyle: { color: '#e3e8ee' } },
    };
    const colours = COLOURS.slice(COLOURS.length - series.length);
    chart.current?.setOption(
      {
        animation: false,
        color: colours,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: {
          left: 4,
          right: 16,
          top: lying ? 4 : 34,
          bottom: 4,
          outerBoundsMode: 'same',
          outerBoundsContain: 'axisLabel',
        },
        legend:
          series.length > 1
            ? { top: 0, right: 0, itemWidth: 12, itemHeight: 12, textStyle: TEXT, selectedMode: false }
            : { show: false },
        // Drawn, not written into the page: its policy lets no inline style in.
        tooltip: {
          renderMode: 'richText',
          trigger: 'item',
          confine: true,
          formatter: ({ dataIndex, seriesIndex = 0 }: { dataIndex: number; seriesIndex?: number }) =>
            series[seriesIndex]?.tips[dataIndex] ?? '',
        },
        xAxis: lying ? { ...lengths, nameLocation: 'end', splitNumber: 4 } : names,
        yAxis: lying ? { ...names, inverse: true } : { ...lengths, splitNumber: 4 },
        series: series.map(({ name, values }, index) => ({
          type: 'bar',
          name,
          data: [...values],
          barMaxWidth: 26,
          barGap: '15%',
          cursor: 'pointer',
          itemStyle: { borderRadius: lying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
          emphasis: { itemStyle: { color: index === series.length - 1 ? '#084380' : '#94a9c0' } },
        })),
      },
      true,
    );
  }, [near, categories, series, unit, lying]);
  return (
    <div ref={place} className="chart" role="img" aria-label={label} data-bars={categories.length} data-drawn={near} />
  );
}

/** Whether the place is, or has been, near what the window shows, or the page is printed. Said to one chart after another, so that the page answers between them. */
function useNear(place: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near) return;
    let later: ReturnType<typeof setTimeout> | undefined;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) later ??= setTimeout(() => setNear(true));
      },
      { rootMargin: NEAR },
    );
    watch.observe(place.current!);
    const now = (): void => flushSync(() => setNear(true));
    addEventListener('beforeprint', now);
    return () => {
      clearTimeout(later);
      watch.disconnect();
      removeEventListener('beforeprint', now);
    };
  }, [near, place]);
  return near;
}
