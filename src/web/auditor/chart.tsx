/** Bar charts, with Apache ECharts. Every figure is also in a table, so nothing may be shown here only. */
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
  /** The tooltip of each bar, with exact figures. */
  readonly tips: readonly string[];
}

const MARGIN = '200px';
const COLOURS = ['#b4c4d6', '#0b57a4'];
const TEXT = { color: '#4d5865', fontFamily: 'inherit', fontSize: 12 };

/** A bar chart with clickable bars. The table beside it is the accessible alternative. */
export default function Chart({
  label,
  categories,
  series,
  unit,
  horizontal = false,
  pick,
}: {
  label: string;
  categories: readonly string[];
  series: readonly ChartSeries[];
  unit: string;
  horizontal?: boolean;
  pick: (index: number, series: number) => void;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const onPick = useRef(pick);
  useEffect(() => {
    onPick.current = pick;
  }, [pick]);
  const visible = useVisible(place);
  useEffect(() => {
    if (!visible) return;
    const instance = init(place.current!, null, { renderer: 'canvas' });
    chart.current = instance;
    instance.on('click', ({ dataIndex, seriesIndex }) => onPick.current(dataIndex, seriesIndex ?? 0));
    const watch = new ResizeObserver(() => instance.resize());
    watch.observe(place.current!);
    return () => {
      watch.disconnect();
      instance.dispose();
    };
  }, [visible]);
  useEffect(() => {
    const names = {
      type: 'category' as const,
      data: [...categories],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#c5ced8' } },
      axisLabel: { ...TEXT, ...(horizontal ? { width: 110, overflow: 'truncate' as const } : { hideOverlap: true }) },
    };
    const lengths = {
      type: 'value' as const,
      name: unit,
      nameTextStyle: { ...TEXT, align: horizontal ? ('right' as const) : ('left' as const) },
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
          top: horizontal ? 4 : 34,
          bottom: 4,
          outerBoundsMode: 'same',
          outerBoundsContain: 'axisLabel',
        },
        legend:
          series.length > 1
            ? { top: 0, right: 0, itemWidth: 12, itemHeight: 12, textStyle: TEXT, selectedMode: false }
            : { show: false },
        // Drawn on the canvas: the content security policy forbids the inline styles of an HTML tooltip.
        tooltip: {
          renderMode: 'richText',
          trigger: 'item',
          confine: true,
          formatter: ({ dataIndex, seriesIndex = 0 }: { dataIndex: number; seriesIndex?: number }) =>
            series[seriesIndex]?.tips[dataIndex] ?? '',
        },
        xAxis: horizontal ? { ...lengths, nameLocation: 'end', splitNumber: 4 } : names,
        yAxis: horizontal ? { ...names, inverse: true } : { ...lengths, splitNumber: 4 },
        series: series.map(({ name, values }, index) => ({
          type: 'bar',
          name,
          data: [...values],
          barMaxWidth: 26,
          barGap: '15%',
          cursor: 'pointer',
          itemStyle: { borderRadius: horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] },
          emphasis: { itemStyle: { color: index === series.length - 1 ? '#084380' : '#94a9c0' } },
        })),
      },
      true,
    );
  }, [visible, categories, series, unit, horizontal]);
  return (
    <div
      ref={place}
      className="chart"
      role="img"
      aria-label={label}
      data-bars={categories.length}
      data-drawn={visible}
    />
  );
}

/**
 * True once the element has come near the viewport, or the page is printed. A timeout per chart keeps the page
 * responsive between charts.
 */
function useVisible(place: { readonly current: HTMLElement | null }): boolean {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    if (visible) return;
    let later: ReturnType<typeof setTimeout> | undefined;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) later ??= setTimeout(() => setVisible(true));
      },
      { rootMargin: MARGIN },
    );
    watch.observe(place.current!);
    const now = (): void => flushSync(() => setVisible(true));
    addEventListener('beforeprint', now);
    return () => {
      clearTimeout(later);
      watch.disconnect();
      removeEventListener('beforeprint', now);
    };
  }, [visible, place]);
  return visible;
}
