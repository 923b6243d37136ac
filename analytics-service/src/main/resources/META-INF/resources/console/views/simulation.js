import { h, table } from '../dom.js';
import { count, percent } from '../format.js';
import { t } from '../i18n.js';
import { showGrade } from './grade.js';

/** What a simulation found out: who would move, and why. */
export function simulation(answer) {
  const tier = code => code ?? t('tiers.none');
  const codes = [...new Set([...answer.before, ...answer.after].map(each => each.tier))];
  const of = (counts, code) => counts.find(each => each.tier === code)?.customers ?? 0;
  const change = code => of(answer.after, code) - of(answer.before, code);
  return [
    h(
      'p',
      {},
      t(answer.moved ? 'simulation.moved' : 'simulation.nobody', {
        moved: count(answer.moved),
        customers: count(answer.customers),
        overdue: count(answer.newlyOverdue),
        active: answer.active,
      }),
    ),
    table(
      ['tier', 'before', 'after', 'change'].map((each, index) => ({
        text: t(`simulation.${each}`),
        number: index > 0,
      })),
      codes.map(code =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, tier(code)),
          h('td', { class: 'number' }, count(of(answer.before, code))),
          h('td', { class: 'number' }, count(of(answer.after, code))),
          h('td', { class: 'number' }, `${change(code) > 0 ? '+' : ''}${count(change(code))}`),
        ),
      ),
      t('simulation.tiers'),
    ),
    answer.moves.map(move => [
      h('h3', {}, t('simulation.move', { from: tier(move.from), to: tier(move.to), customers: count(move.customers) })),
      h(
        'ul',
        { class: 'criteria' },
        move.examples.map(example =>
          h(
            'li',
            {},
            h(
              'button',
              { type: 'button', class: 'link', onclick: () => showGrade(example.customerId, null) },
              example.customerId,
            ),
            example.toBasis ? h('span', { class: 'hint' }, ` ${t(`basis.${example.toBasis}`)}`) : null,
            example.why.length
              ? h(
                  'ul',
                  {},
                  example.why.map(reason =>
                    h(
                      'li',
                      {},
                      h('b', {}, t(reason.met ? 'grade.met' : 'grade.unmet')),
                      ` ${t(`simulation.by.${reason.by}`)}, ${reason.tier}: ${reason.label} `,
                      h('span', { class: 'hint' }, reason.why),
                    ),
                  ),
                )
              : h('span', { class: 'hint' }, ` ${t('simulation.otherwise')}`),
          ),
        ),
      ),
    ]),
    h('p', { class: 'hint' }, separation(answer.separation)),
  ];
}

function separation({ active, simulated }) {
  return simulated.probability == null
    ? t('simulation.noDeals')
    : t('simulation.separation', {
        simulated: percent(simulated.probability),
        active: percent(active.probability),
        won: count(simulated.won),
        lost: count(simulated.lost),
      });
}
