import { ask, wordsOf } from '../api.js';
import { choice, fill, h, note } from '../dom.js';
import { dateTime } from '../format.js';
import { said, t, tCode } from '../i18n.js';
import { people } from '../people.js';
import { claims, may, token } from '../session.js';
import { showGrade } from './grade.js';

const KINDS = ['follow-up', 'overdue', 'deadline', 'cadence', 'referral-request', 'next-step', 'best-fit'];

const chosen = { whose: null, kind: '' };

/** What a rep, or a team, does next and why. */
export async function show(root, signal) {
  if (!may('rep', 'manager', 'admin')) {
    fill(root, h('h1', {}, t('view.worklist')), note(t('failure.role', { service: 'grading-service' })));
    return;
  }
  const { reps, teams } = await people(signal);
  const own = claims(token()).rep;
  if (own && !reps.some(([id]) => id === own)) reps.unshift([own, own]);
  const choices = [
    ...reps.map(([id, name]) => [`rep:${id}`, name]),
    ...teams.map(([id, name]) => [`team:${id}`, t('worklist.team', { name })]),
  ];
  if (!choices.some(([value]) => value === chosen.whose)) chosen.whose = own ? `rep:${own}` : choices[0]?.[0];
  const list = h('div', {});
  fill(
    root,
    h('h1', {}, t('view.worklist')),
    choices.length
      ? h(
          'form',
          { class: 'controls', onsubmit: event => event.preventDefault() },
          choice(t('worklist.whose'), choices, chosen.whose, value => {
            chosen.whose = value;
            read();
          }),
          choice(
            t('worklist.kind'),
            [['', t('all')], ...KINDS.map(kind => [kind, t(`kind.${kind}`)])],
            chosen.kind,
            value => {
              chosen.kind = value;
              read();
            },
          ),
          h('button', { type: 'button', onclick: () => read() }, t('refresh')),
        )
      : note(t('worklist.nobody')),
    list,
  );

  // What is asked last is shown, whichever answer comes last.
  let asked = 0;

  async function read(cursor, before = []) {
    const turn = ++asked;
    const [, by, id] = chosen.whose.match(/^(rep|team):(.*)$/);
    try {
      const { items, next } = await ask('grading', '/v1/worklist', {
        query: { [by]: id, kind: chosen.kind, cursor },
        signal,
      });
      if (turn !== asked) return;
      const all = [...before, ...items];
      fill(
        list,
        all.length
          ? h(
              'ol',
              { class: 'worklist' },
              all.map(each => entry(each, by)),
            )
          : note(t('worklist.empty')),
        next ? h('button', { type: 'button', onclick: () => read(next, all) }, t('more')) : null,
      );
    } catch (failure) {
      if (!signal.aborted) fill(list, note(wordsOf(failure), 'fault'));
    }
  }

  if (chosen.whose) await read();
}

function entry(each, by) {
  return h(
    'li',
    { class: 'panel' },
    h(
      'h2',
      {},
      h(
        'button',
        { type: 'button', class: 'link', onclick: () => showGrade(each.customerId, each.name) },
        each.name ?? each.customerId,
      ),
      h(
        'span',
        { class: 'hint' },
        ` ${each.tier ?? t('tiers.none')}`,
        each.status === 'won' ? ` · ${t('worklist.won')}` : null,
        by === 'team' && each.rep ? ` · ${each.repName ?? each.rep}` : null,
      ),
    ),
    h(
      'ul',
      { class: 'reasons' },
      each.reasons.map(reason =>
        h(
          'li',
          {},
          h('span', { class: `kind ${reason.kind}` }, tCode('kind', reason.kind)),
          ' ',
          said(reason.reason),
          reason.dueAt ? h('span', { class: 'hint' }, ` (${dateTime(reason.dueAt)})`) : null,
          reason.action ? h('b', { class: 'action' }, said(reason.action)) : null,
          reason.steps.length > 1
            ? h(
                'details',
                {},
                h('summary', {}, t('worklist.steps', { count: reason.steps.length })),
                h(
                  'ul',
                  {},
                  reason.steps.map(step => h('li', {}, said(step.action))),
                ),
              )
            : null,
        ),
      ),
    ),
  );
}
