import { ask, askAll, wordsOf } from '../api.js';
import { choice, fill, h, note } from '../dom.js';
import { count, dateTime } from '../format.js';
import { said, t, tCode } from '../i18n.js';
import { liveState } from '../live.js';
import { people } from '../people.js';
import { may } from '../session.js';
import { watch } from '../stream.js';
import { showGrade } from './grade.js';

const MOST_CUSTOMERS = 5000;
const MOST_CARDS = 10;
const MOST_CHANGES = 50;
// So many at once are no calls but another standard: reading the list is less than reading them one by one.
const MOST_UNREAD = 50;
const DRAW_AFTER = 250;
const NONE = 'none';

const chosen = { team: '', rep: '', overdue: false };

/** How many customers stand in which tier, who they are, and the changes as they happen. */
export async function show(root, signal) {
  if (!may('rep', 'manager', 'admin')) {
    fill(root, h('h1', {}, t('view.tiers')), note(t('failure.role', { service: 'grading-service' })));
    return;
  }
  const [{ reps, teams, nameOf }, active] = await Promise.all([people(signal), readActive(signal)]);
  let { version, tiers } = active;
  const live = liveState();
  const board = h('div', { class: 'board' });
  const told = h('div', { 'aria-live': 'polite' });
  const changes = h('ol', { class: 'changes' });
  fill(
    root,
    h('h1', {}, t('view.tiers')),
    h(
      'form',
      { class: 'controls', onsubmit: event => event.preventDefault() },
      choice(t('by.team'), [['', t('all')], ...teams], chosen.team, value => {
        chosen.team = value;
        draw();
      }),
      choice(t('by.rep'), [['', t('all')], ...reps], chosen.rep, value => {
        chosen.rep = value;
        draw();
      }),
      h(
        'label',
        { class: 'tick' },
        h('input', {
          type: 'checkbox',
          checked: chosen.overdue,
          onchange: event => {
            chosen.overdue = event.target.checked;
            draw();
          },
        }),
        t('tiers.onlyOverdue'),
      ),
    ),
    live.element,
    told,
    h(
      'section',
      { class: 'panel' },
      h('h2', {}, t('tiers.changes')),
      h('p', { class: 'hint' }, t('tiers.changesHint')),
      changes,
    ),
    board,
  );

  const customers = new Map();
  const unread = new Set();
  const moved = new Set();
  const opened = new Set();
  let position;
  let reading = false;
  let drawing;

  async function readList() {
    const { items, whole, first } = await askAll(
      'grading',
      '/v1/customers',
      { status: 'open', limit: 500, sort: 'due' },
      MOST_CUSTOMERS,
      signal,
    );
    position = first.position;
    customers.clear();
    unread.clear();
    items.forEach(item => customers.set(item.customerId, item));
    fill(told, whole ? null : note(t('tiers.notAll', { count: count(items.length) })));
    draw();
  }

  async function readChanges() {
    const { items } = await ask('grading', '/v1/tier-changes', {
      query: { after: Math.max(0, position - 15), limit: 15 },
      signal,
    });
    fill(
      changes,
      items.reverse().map(change => entry(change, false)),
    );
    if (!items.length) fill(changes, h('li', { class: 'hint' }, t('tiers.noChanges')));
  }

  function draw() {
    drawing = null;
    const shown = [...customers.values()].filter(
      each =>
        (!chosen.team || each.team === chosen.team) &&
        (!chosen.rep || each.rep === chosen.rep) &&
        (!chosen.overdue || each.overdue),
    );
    if (!customers.size) {
      fill(board, note(t('tiers.empty')));
      return;
    }
    // A customer may still stand in a tier that only the standard before had.
    const codes = [...new Set([...tiers.keys(), ...shown.map(each => each.tier ?? NONE), NONE])]
      .filter(code => code !== NONE)
      .concat(NONE);
    // Whoever goes through the cards by keyboard stays where they are.
    const focused = document.activeElement?.dataset.customer;
    fill(
      board,
      codes.map((code, index) =>
        column(
          code,
          index,
          shown.filter(each => (each.tier ?? NONE) === code),
        ),
      ),
    );
    if (focused) board.querySelector(`[data-customer="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    moved.clear();
  }

  function column(code, index, its) {
    const overdue = its.filter(each => each.overdue).length;
    const first = each => [moved.has(each.customerId) ? 0 : 1, each.overdue ? 0 : 1, each.due ?? '9'].join();
    its.sort((one, other) => (first(one) < first(other) ? -1 : first(one) > first(other) ? 1 : 0));
    const most = opened.has(code) ? its.length : MOST_CARDS;
    return h(
      'section',
      { class: `tier tier-${code === NONE ? NONE : Math.min(index + 1, 4)}`, 'data-tier': code },
      h('h2', {}, title(code), h('strong', {}, count(its.length))),
      h('p', { class: 'hint' }, t('tiers.overdue', { count: count(overdue) })),
      its.length ? null : h('p', { class: 'hint' }, t('tiers.nobody')),
      h('ul', {}, its.slice(0, most).map(card)),
      its.length > most
        ? h(
            'button',
            {
              type: 'button',
              onclick: () => {
                opened.add(code);
                draw();
              },
            },
            t('tiers.more', { count: count(its.length - most) }),
          )
        : null,
    );
  }

  const title = code => (code === NONE ? t('tiers.none') : [code, said(tiers.get(code))].filter(Boolean).join(' · '));

  function card(each) {
    return h(
      'li',
      { class: moved.has(each.customerId) ? 'card changed' : 'card' },
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-customer': each.customerId,
          onclick: () => showGrade(each.customerId, each.name),
        },
        each.name ?? each.customerId,
      ),
      h(
        'span',
        { class: 'hint' },
        each.owner ? nameOf('rep', each.owner.rep) : t('tiers.pool', { rep: nameOf('rep', each.rep) }),
      ),
      h(
        'span',
        { class: 'hint' },
        each.overdue ? h('strong', { class: 'overdue' }, t('tiers.isOverdue')) : null,
        each.due ? t('tiers.due', { time: dateTime(each.due) }) : null,
        each.basis === 'outcome' ? ` ${t('tiers.provisional')}` : null,
      ),
    );
  }

  function entry(change, fresh) {
    const tier = code => h('b', { class: 'code' }, code ?? t('tiers.none'));
    return h(
      'li',
      { class: fresh ? 'changed' : null },
      h('time', { datetime: change.at }, dateTime(change.at)),
      ' ',
      h(
        'button',
        { type: 'button', class: 'link', onclick: () => showGrade(change.customerId, null) },
        customers.get(change.customerId)?.name ?? change.customerId,
      ),
      ' ',
      change.kind === 'overdue'
        ? [tier(change.to), ' ', t('tiers.isOverdue')]
        : [tier(change.from), ' → ', tier(change.to)],
      ' ',
      h(
        'span',
        { class: 'hint' },
        [tCode('reason', change.reason), change.rep && nameOf('rep', change.rep)].filter(Boolean).join(' · '),
      ),
    );
  }

  function reached(event) {
    position = Number(event.lastEventId);
  }

  function take(event) {
    reached(event);
    const change = JSON.parse(event.data);
    if (changes.querySelector('.hint:only-child')) fill(changes);
    changes.prepend(entry(change, true));
    while (changes.children.length > MOST_CHANGES) changes.lastChild.remove();
    const known = customers.get(change.customerId);
    // At once what the change tells; name, owner and due are on the customer's card.
    if (known)
      Object.assign(known, { tier: change.to, overdue: change.kind === 'overdue', rep: change.rep, team: change.team });
    moved.add(change.customerId);
    unread.add(change.customerId);
    if (change.reason === 'standard' && change.standard !== version) {
      // Another standard was activated; its tiers may be others.
      version = change.standard;
      readTiers(version, signal).then(labels => {
        tiers = labels;
        draw();
      }, fail);
    }
    drawing ??= setTimeout(draw, DRAW_AFTER);
    readUnread();
  }

  function fail(failure) {
    if (!signal.aborted) fill(told, note(wordsOf(failure), 'fault'));
  }

  async function readUnread() {
    if (reading) return;
    reading = true;
    try {
      while (unread.size && !signal.aborted) {
        if (unread.size > MOST_UNREAD) {
          await readList();
          continue;
        }
        const [id] = unread;
        unread.delete(id);
        const customer = await ask('grading', `/v1/customers/${encodeURIComponent(id)}`, { signal });
        if (customer.status === 'open') customers.set(id, customer);
        else customers.delete(id);
        moved.add(id);
        drawing ??= setTimeout(draw, DRAW_AFTER);
      }
    } catch (failure) {
      fail(failure);
    } finally {
      reading = false;
    }
  }

  await readList();
  await readChanges();
  const stream = watch({
    service: 'grading',
    path: '/v1/tier-changes/stream',
    onState: live.onState,
    query: async () => {
      if (position == null) await readList();
      return { after: position };
    },
    on: {
      heartbeat: reached,
      'tier-changed': take,
      'tier-overdue': take,
      // The position was never given, as after a restored backup: what was seen is worth nothing.
      reset: () => {
        position = null;
        stream.restart();
      },
    },
  });
  signal.addEventListener('abort', () => {
    stream.close();
    clearTimeout(drawing);
  });
}

/** The version of the standard that is active, and the labels of its tiers by their codes, best first. */
async function readActive(signal) {
  const { items } = await ask('grading', '/v1/standards', { query: { limit: 500 }, signal });
  const { version } = items.find(each => each.active);
  return { version, tiers: await readTiers(version, signal) };
}

async function readTiers(version, signal) {
  const { standard } = await ask('grading', `/v1/standards/${version}`, { signal });
  return new Map(standard.tiers.map(({ code, label }) => [code, label]));
}
