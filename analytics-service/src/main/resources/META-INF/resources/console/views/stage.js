import { ask, wordsOf } from '../api.js';
import { bar } from '../chart.js';
import { choice, fill, h, note, table } from '../dom.js';
import { count, dateTime, percent, points } from '../format.js';
import { said, t } from '../i18n.js';
import { people } from '../people.js';
import { claims, token } from '../session.js';

const WINDOWS = ['P7D', 'P14D', 'P30D', 'P90D'];

const chosen = { whose: null, window: 'P7D' };

/** Where a rep or a team loses more customers than the others, in words and by stage. */
export async function show(root, signal) {
  const { reps, teams } = await people(signal);
  const choices = [
    ...teams.map(([id, name]) => [`team:${id}`, t('worklist.team', { name })]),
    ...reps.map(([id, name]) => [`rep:${id}`, name]),
  ];
  const own = `rep:${claims(token()).rep}`;
  if (!choices.some(([value]) => value === chosen.whose)) {
    chosen.whose = choices.some(([value]) => value === own) ? own : choices[0]?.[0];
  }
  const found = h('div', {});
  fill(
    root,
    h('h1', {}, t('view.stage')),
    choices.length
      ? h(
          'form',
          { class: 'controls', onsubmit: event => event.preventDefault() },
          choice(t('worklist.whose'), choices, chosen.whose, value => {
            chosen.whose = value;
            read();
          }),
          choice(
            t('rates.window'),
            WINDOWS.map(each => [each, t(`window.${each}`)]),
            chosen.window,
            value => {
              chosen.window = value;
              read();
            },
          ),
          h('button', { type: 'button', onclick: () => read() }, t('refresh')),
        )
      : note(t('stage.nobody')),
    found,
  );

  let asked = 0;

  async function read() {
    const turn = ++asked;
    const [, by, id] = chosen.whose.match(/^(rep|team):(.*)$/);
    try {
      const answer = await ask('analytics', '/v1/diagnosis', { query: { [by]: id, window: chosen.window }, signal });
      if (turn === asked) fill(found, parts(answer));
    } catch (failure) {
      if (!signal.aborted) fill(found, note(wordsOf(failure), 'fault'));
    }
  }

  if (chosen.whose) await read();
}

function parts(answer) {
  const columns = ['stage', 'own', 'others', 'difference', 'verdict', 'meetings'].map((each, index) => ({
    text: t(`stage.${each}`),
    number: index === 3 || index === 5,
  }));
  const share = (each, kind) =>
    h(
      'td',
      { class: 'share' },
      bar(each, 1, kind),
      h(
        'span',
        { class: 'figure' },
        percent(each.value),
        h('small', {}, t('rates.of', { numerator: count(each.numerator), denominator: count(each.denominator) })),
      ),
    );
  return [
    h(
      'section',
      { class: `panel finding ${answer.finding}`, 'aria-live': 'polite' },
      h('h2', {}, t(`finding.${answer.finding}`)),
      h('p', {}, said(answer.words)),
    ),
    h(
      'section',
      { class: 'panel' },
      h('h2', {}, t('stage.all')),
      h(
        'p',
        { class: 'hint' },
        t('period', { from: dateTime(answer.from), to: dateTime(answer.to) }),
        ' · ',
        t(`comparison.${answer.comparison}`),
      ),
      table(
        columns,
        answer.stages.map(stage =>
          h(
            'tr',
            { class: stage.stage === answer.stage ? 'weakest' : null },
            h('th', { scope: 'row' }, stage.label),
            share(stage.own, ''),
            share(stage.others, 'others'),
            h(
              'td',
              { class: 'number' },
              points(stage.difference),
              stage.difference == null
                ? null
                : h('small', {}, ` ${points(stage.differenceLow)} … ${points(stage.differenceHigh)}`),
            ),
            h('td', { class: `verdict ${stage.verdict}` }, t(`verdict.${stage.verdict}`)),
            h('td', { class: 'number' }, count(stage.meetingsLostPerWeek, 1)),
          ),
        ),
        t('stage.all'),
      ),
      h('p', { class: 'hint' }, t('stage.hint')),
    ),
  ];
}
