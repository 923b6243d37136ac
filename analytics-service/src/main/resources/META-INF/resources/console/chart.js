import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import { h } from './dom.js';
import { percent, zoneName } from './format.js';
import { language, t } from './i18n.js';

// Told apart without red and green, on light and on dark.
const COLOURS = ['#2f7ed8', '#e0812a', '#5aa469', '#a66bbe', '#c2a400', '#2aa8a8', '#d0587e', '#8a8f98'];

/** As many lines as can still be told apart. */
export const MOST_LINES = COLOURS.length;

/**
 * Lines of shares over time: `lines` are `{ name, values }`, one value per moment, null where there is none. `days`:
 * the moments are whole days apart, so their hour says nothing. Answers `{ element, close }`.
 */
export function lineChart(moments, lines, { days, caption }) {
  const element = h('div', { class: 'chart', role: 'img', 'aria-label': caption });
  const ink = getComputedStyle(document.body).color;
  const grid = getComputedStyle(document.documentElement).getPropertyValue('--line').trim();
  const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  const when = (seconds, short) =>
    new Intl.DateTimeFormat(language(), {
      timeZone: zoneName(),
      month: 'numeric',
      day: 'numeric',
      ...(!days || !short ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
    }).format(new Date(1000 * seconds));
  const width = () => Math.max(element.clientWidth, 240);
  let plot;

  function draw() {
    plot?.destroy();
    plot = new uPlot(
      {
        width: width(),
        height: 260,
        padding: [null, 40, null, null],
        tzDate: seconds => uPlot.tzDate(new Date(1000 * seconds), zoneName()),
        scales: { y: { range: (_, low, high) => [0, high == null ? 1 : Math.min(1, Math.max(0.05, high * 1.15))] } },
        axes: [
          { ...axis, space: 90, values: (_, splits) => splits.map(each => when(each, true)) },
          { ...axis, size: 64, values: (_, splits) => splits.map(percent) },
        ],
        series: [
          { label: t('chart.time'), value: (_, each) => (each == null ? '–' : when(each, false)) },
          ...lines.map(({ name }, index) => ({
            label: name,
            stroke: COLOURS[index % COLOURS.length],
            width: 2,
            spanGaps: true,
            points: { show: true, size: 6 },
            value: (_, each) => percent(each),
          })),
        ],
      },
      [moments, ...lines.map(line => line.values)],
      element,
    );
  }

  const resized = new ResizeObserver(() => (plot ? plot.setSize({ width: width(), height: 260 }) : draw()));
  resized.observe(element);
  return {
    element,
    close() {
      resized.disconnect();
      plot?.destroy();
    },
  };
}

/** A share as a bar with its 95 % interval; `scale` is the share at the right end. */
export function bar(rate, scale, kind = '') {
  if (rate.value == null) return h('div', { class: 'bar none' });
  const part = value => `${100 * Math.min(1, value / scale)}%`;
  const value = h('div', { class: `value ${kind}` });
  value.style.width = part(rate.value);
  const interval = h('div', { class: 'interval' });
  interval.style.left = part(rate.low);
  interval.style.width = `${100 * Math.min(1, (rate.high - rate.low) / scale)}%`;
  return h('div', { class: 'bar', title: `${percent(rate.low)} – ${percent(rate.high)}` }, value, interval);
}
