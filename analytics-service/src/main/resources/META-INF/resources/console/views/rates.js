import { ask, wordsOf } from '../api.js';
import { MOST_LINES, bar, lineChart } from '../chart.js';
import { choice, fill, h, note, table } from '../dom.js';
import { count, dateTime, duration, percent } from '../format.js';
import { said, t } from '../i18n.js';
import { liveState } from '../live.js';
import { people } from '../people.js';
import { watch } from '../stream.js';

const WINDOWS = ['PT15M', 'PT1H', 'PT24H', 'P7D', 'P30D'];
const INTERVALS = {
  PT15M: ['PT15M'],
  PT1H: ['PT15M'],
  PT24H: ['PT15M', 'PT1H', 'PT4H'],
  P7D: ['PT4H', 'P1D'],
  P30D: ['P1D', 'P1W'],
};
// A rate that goes up is no good news.
const BETTER_LOW = ['hangUp', 'invalid'];
const SERIES_AFTER = 5000;

// Kept while the page lives, also when the language is changed.
const chosen = { by: 'team', window: 'P7D', metric: 'hangUp', interval: 'PT4H', team: '' };

/** The rates of teams, reps, campaigns or the company as they change, and one of them over time. */
export async function show(root, signal) {
  const [{ metrics }, { teams }] = await Promise.all([ask('analytics', '/v1/metrics', { signal }), people(signal)]);
  if (!teams.some(([id]) => id === chosen.team)) chosen.team = '';
  if (!metrics.some(({ id }) => id === chosen.metric)) chosen.metric = metrics[0].id;
  const label = id => said(metrics.find(each => each.id === id)?.label) ?? id;

  const controls = h('form', { class: 'controls', onsubmit: event => event.preventDefault() });
  const live = liveState();
  const period = h('p', { class: 'hint' });
  const bars = h('section', { class: 'panel' });
  const series = h('section', { class: 'panel' });
  const numbers = h('section', { class: 'panel' });
  fill(
    root,
    h('h1', {}, t('view.rates')),
    controls,
    live.element,
    period,
    h('div', { class: 'columns' }, bars, series),
    numbers,
  );

  const rows = new Map();
  let stream;
  let chart;
  let seriesTimer;

  function showControls() {
    fill(
      controls,
      choice(
        t('rates.by'),
        ['team', 'rep', 'campaign', 'company'].map(each => [each, t(`by.${each}`)]),
        chosen.by,
        value => {
          Object.assign(chosen, { by: value, team: value === 'rep' ? chosen.team : '' });
          begin();
        },
      ),
      choice(
        t('rates.window'),
        WINDOWS.map(each => [each, t(`window.${each}`)]),
        chosen.window,
        value => {
          Object.assign(chosen, { window: value, interval: INTERVALS[value].at(-1) });
          begin();
        },
      ),
      choice(
        t('rates.metric'),
        metrics.map(({ id }) => [id, label(id)]),
        chosen.metric,
        value => {
          chosen.metric = value;
          showRows();
          readSeries();
        },
      ),
      choice(
        t('rates.interval'),
        INTERVALS[chosen.window].map(each => [each, t(`interval.${each}`)]),
        chosen.interval,
        value => {
          chosen.interval = value;
          readSeries();
        },
      ),
      chosen.by === 'rep'
        ? choice(t('by.team'), [['', t('all')], ...teams], chosen.team, value => {
            chosen.team = value;
            begin();
          })
        : null,
    );
  }

  const question = () => ({ by: chosen.by, window: chosen.window, ...(chosen.team ? { team: chosen.team } : {}) });
  const nameOf = row =>
    ({ rep: row.repName, team: row.teamName })[chosen.by] ??
    row[chosen.by] ??
    t(chosen.by === 'company' ? 'company' : `nobody.${chosen.by}`);
  const sorted = () =>
    [...rows.values()].sort(
      (one, other) =>
        (other.rates[chosen.metric]?.value ?? -1) - (one.rates[chosen.metric]?.value ?? -1) || other.dials - one.dials,
    );

  function showRows(changed = new Set()) {
    const all = sorted();
    if (!all.length) {
      fill(bars, h('h2', {}, label(chosen.metric)), note(t('rates.empty')));
      fill(numbers);
      return;
    }
    const kind = BETTER_LOW.includes(chosen.metric) ? 'low' : 'high';
    const scale = Math.max(0.05, ...all.map(row => row.rates[chosen.metric]?.high ?? 0));
    fill(
      bars,
      h('h2', {}, label(chosen.metric)),
      h(
        'dl',
        { class: 'bars' },
        all.map(row => {
          const rate = row.rates[chosen.metric];
          return [
            h('dt', { class: changed.has(row[chosen.by] ?? null) ? 'changed' : null }, nameOf(row)),
            h(
              'dd',
              {},
              bar(rate, scale, kind),
              h(
                'span',
                { class: 'figure' },
                percent(rate.value),
                h(
                  'small',
                  {},
                  t('rates.of', { numerator: count(rate.numerator), denominator: count(rate.denominator) }),
                ),
              ),
            ),
          ];
        }),
      ),
      h('p', { class: 'hint' }, t('rates.interval95', { most: percent(scale) })),
    );
    const columns = [
      { text: t(`by.${chosen.by}`) },
      ...(chosen.by === 'rep' ? [{ text: t('by.team') }] : []),
      ...['dials', 'reached', 'pending', 'failed', 'talk'].map(each => ({ text: t(`rates.${each}`), number: true })),
      ...metrics.map(({ id }) => ({ text: label(id), number: true })),
    ];
    fill(
      numbers,
      h('h2', {}, t('rates.all')),
      table(
        columns,
        all.map(row =>
          h(
            'tr',
            { class: changed.has(row[chosen.by] ?? null) ? 'changed' : null },
            h('th', { scope: 'row' }, nameOf(row)),
            chosen.by === 'rep' ? h('td', { class: 'word' }, row.teamName ?? row.team ?? '–') : null,
            [row.dials, row.reached, row.pending, row.failed].map(each => h('td', { class: 'number' }, count(each))),
            h('td', { class: 'number' }, duration(row.talkSeconds)),
            metrics.map(({ id }) => h('td', { class: 'number' }, percent(row.rates[id]?.value))),
          ),
        ),
        t('rates.all'),
      ),
    );
  }

  async function readSeries() {
    clearTimeout(seriesTimer);
    seriesTimer = null;
    try {
      const answer = await ask('analytics', '/v1/rates/series', {
        query: { ...question(), interval: chosen.interval },
        signal,
      });
      const calls = one => one.points.reduce((sum, point) => sum + point.dials, 0);
      const shown = answer.series.sort((one, other) => calls(other) - calls(one)).slice(0, MOST_LINES);
      chart?.close();
      if (!shown.length) {
        fill(series, h('h2', {}, t('rates.overTime')), note(t('rates.empty')));
        return;
      }
      chart = lineChart(
        shown[0].points.map(point => Date.parse(point.from) / 1000),
        shown.map(one => ({
          name: nameOf(one),
          values: one.points.map(point => point.rates[chosen.metric]?.value ?? null),
        })),
        { days: chosen.interval.startsWith('P1'), caption: t('rates.chart', { metric: label(chosen.metric) }) },
      );
      fill(
        series,
        h('h2', {}, `${t('rates.overTime')}: ${label(chosen.metric)}`),
        chart.element,
        answer.series.length > MOST_LINES
          ? h('p', { class: 'hint' }, t('rates.mostLines', { count: MOST_LINES }))
          : null,
      );
    } catch (failure) {
      if (!signal.aborted) fill(series, h('h2', {}, t('rates.overTime')), note(wordsOf(failure), 'fault'));
    }
  }

  function take(event, fresh) {
    const answer = JSON.parse(event.data);
    if (fresh) rows.clear();
    const keys = answer.rows.map(row => row[chosen.by] ?? null);
    answer.gone?.forEach(id => rows.delete(id));
    answer.rows.forEach((row, index) => rows.set(keys[index], row));
    showPeriod(answer);
    showRows(new Set(fresh ? [] : keys));
    seriesTimer ??= setTimeout(readSeries, fresh ? 0 : SERIES_AFTER);
  }

  function showPeriod({ from, to }) {
    period.textContent = t('period', { from: dateTime(from), to: dateTime(to) });
  }

  function begin() {
    showControls();
    rows.clear();
    stream?.close();
    stream = watch({
      service: 'analytics',
      path: '/v1/rates/stream',
      query: question,
      onState: live.onState,
      on: {
        rates: event => take(event, true),
        changes: event => take(event, false),
        heartbeat: event => showPeriod(JSON.parse(event.data)),
      },
    });
  }

  signal.addEventListener('abort', () => {
    stream?.close();
    chart?.close();
    clearTimeout(seriesTimer);
  });
  begin();
}
