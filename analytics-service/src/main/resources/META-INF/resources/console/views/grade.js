import { ask, wordsOf } from '../api.js';
import { fill, h, note } from '../dom.js';
import { dateTime } from '../format.js';
import { t } from '../i18n.js';

/** Opens why a customer has its grade, and what it lacks for the next. */
export async function showGrade(customerId, name) {
  const body = h('div', {}, note('…'));
  const dialog = h(
    'dialog',
    { class: 'wide', onclose: () => dialog.remove() },
    h('h2', {}, name ? `${name} (${customerId})` : customerId),
    body,
    h('p', { class: 'actions' }, h('button', { type: 'button', onclick: () => dialog.close() }, t('close'))),
  );
  document.body.append(dialog);
  dialog.showModal();
  try {
    fill(body, parts(await ask('grading', `/v1/customers/${encodeURIComponent(customerId)}/grade`)));
  } catch (failure) {
    fill(body, note(wordsOf(failure), 'fault'));
  }
}

function parts(grade) {
  const criteria = (list, heading) => [
    h('h3', {}, heading),
    h(
      'ul',
      { class: 'criteria' },
      list.map(each =>
        h(
          'li',
          {},
          h('b', {}, each.met ? t('grade.met') : t('grade.unmet')),
          ' ',
          each.label,
          h('span', { class: 'hint' }, ` ${each.why}`),
        ),
      ),
    ),
  ];
  const own = grade.tiers.find(each => each.tier === grade.tier);
  return [
    h(
      'p',
      {},
      h('b', {}, grade.tier ? `${grade.tier} · ${grade.label}` : t('tiers.none')),
      grade.basis ? ` · ${t(`basis.${grade.basis}`)}` : null,
      grade.overdue ? h('strong', { class: 'overdue' }, ` ${t('tiers.isOverdue')}`) : null,
      grade.due ? ` · ${t('tiers.due', { time: dateTime(grade.due) })}` : null,
      grade.floor
        ? h(
            'span',
            { class: 'hint' },
            ` ${t('grade.floor', { tier: grade.floor.tier, time: dateTime(grade.floor.until) })}`,
          )
        : null,
    ),
    grade.strategy ? h('p', {}, grade.strategy.advice) : null,
    grade.next
      ? criteria(grade.next.missing, t('grade.next', { tier: grade.next.tier, label: grade.next.label }))
      : null,
    own ? criteria(own.criteria, t('grade.own', { tier: own.tier, label: own.label })) : null,
  ];
}
