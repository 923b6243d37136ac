import { ask, askAll, wordsOf } from '../api.js';
import { ask as confirm, fill, h, note, table } from '../dom.js';
import { count, dateTime } from '../format.js';
import { said, t } from '../i18n.js';
import { claims, may, token } from '../session.js';
import { simulation } from './simulation.js';

const MOST_VERSIONS = 200;
const ASK_AGAIN = 1000;

/** The versions of the company's standard: read, tried out, edited, switched on. */
export async function show(root, signal) {
  if (!may('rep', 'manager', 'admin')) {
    fill(root, h('h1', {}, t('view.standards')), note(t('failure.role', { service: 'grading-service' })));
    return;
  }
  const mayChange = may('manager', 'admin');
  const versions = h('div', {});
  const told = h('div', { 'aria-live': 'polite' });
  const result = h('div', { 'aria-live': 'polite' });
  const text = h('div', {});
  fill(
    root,
    h('h1', {}, t('view.standards')),
    mayChange ? null : h('p', { class: 'hint' }, t('standards.readOnly')),
    h('section', { class: 'panel' }, versions),
    told,
    result,
    text,
  );
  let simulated; // the last simulation of a version, for the question before its activation

  async function readVersions() {
    const { items } = await askAll('grading', '/v1/standards', { limit: 100 }, MOST_VERSIONS, signal);
    const columns = ['version', 'name', 'author', 'writtenAt', 'note', 'do'].map(each => ({
      text: t(`standards.${each}`),
    }));
    fill(
      versions,
      table(
        columns,
        items.map(each =>
          h(
            'tr',
            { class: each.active ? 'active' : null },
            h(
              'th',
              { scope: 'row' },
              each.version,
              each.active ? h('span', { class: 'badge' }, t('standards.active')) : null,
            ),
            h('td', {}, each.name),
            h('td', {}, each.author ?? t('standards.builtIn')),
            h('td', {}, dateTime(each.writtenAt)),
            h('td', {}, each.note ?? ''),
            h(
              'td',
              { class: 'actions' },
              h('button', { type: 'button', onclick: () => showVersion(each.version) }, t('standards.show')),
              mayChange
                ? h(
                    'button',
                    { type: 'button', onclick: event => trying(event.target, () => simulate(each.version)) },
                    t('standards.simulate'),
                  )
                : null,
              mayChange && !each.active
                ? h(
                    'button',
                    { type: 'button', onclick: event => trying(event.target, () => activate(each)) },
                    t('standards.activate'),
                  )
                : null,
            ),
          ),
        ),
        t('view.standards'),
      ),
    );
    return items;
  }

  /** Runs what a button does, once at a time, and says what went wrong. */
  async function trying(button, act) {
    button.disabled = true;
    fill(told);
    try {
      await act();
    } catch (failure) {
      if (!signal.aborted) {
        fill(
          told,
          note(failure.status === 429 || failure.status === 503 ? t('standards.busy') : wordsOf(failure), 'fault'),
          faultList(failure.faults?.() ?? []),
        );
      }
    } finally {
      button.disabled = false;
    }
  }

  async function showVersion(version) {
    try {
      const { standard, note: why } = await ask('grading', `/v1/standards/${version}`, { signal });
      fill(
        text,
        h(
          'section',
          { class: 'panel' },
          h('h2', {}, t('standards.title', { version, name: standard.name })),
          why ? h('p', {}, why) : null,
          readable(standard),
        ),
        mayChange ? editor(version, standard) : null,
      );
    } catch (failure) {
      if (!signal.aborted) fill(text, note(wordsOf(failure), 'fault'));
    }
  }

  async function simulate(version) {
    fill(result, note(t('standards.simulating')));
    try {
      const answer = await ask('grading', `/v1/standards/${version}/simulation`, { method: 'POST', signal });
      simulated = answer;
      showResult(t('standards.result', { version }), answer);
    } catch (failure) {
      fill(result);
      throw failure;
    }
  }

  function showResult(title, answer) {
    fill(result, h('section', { class: 'panel' }, h('h2', {}, title), simulation(answer)));
    result.scrollIntoView({ behavior: 'smooth', block: 'nearest' });
  }

  async function activate({ version, name }) {
    const known = simulated?.standard === version ? simulated : null;
    const sure = await confirm(
      t('standards.sure', { version, name }),
      [
        h('p', {}, t('standards.sureWhat')),
        h(
          'p',
          {},
          known
            ? t('standards.sureMoves', { moved: count(known.moved), customers: count(known.customers) })
            : t('standards.sureUntried'),
        ),
      ],
      t('standards.activate'),
      t('cancel'),
    );
    if (!sure) return;
    await ask('grading', `/v1/standards/${version}/activation`, { method: 'POST', signal });
    fill(result);
    await readVersions();
    await follow(version);
  }

  /** Tells how far the regrading is, until everybody is graded by the version. */
  async function follow(version) {
    for (;;) {
      const { customers, regraded, finishedAt, previous } = await ask(
        'grading',
        `/v1/standards/${version}/activation`,
        { signal },
      );
      const far = { version, previous, customers: count(customers), regraded: count(regraded) };
      fill(told, finishedAt ? note(t('standards.done', far), 'good') : note(t('standards.under', far)));
      if (finishedAt || signal.aborted) return;
      await new Promise(resolve => {
        setTimeout(resolve, ASK_AGAIN);
      });
    }
  }

  function editor(version, standard) {
    const area = h('textarea', {
      rows: '24',
      spellcheck: 'false',
      'aria-label': t('standards.text'),
      value: JSON.stringify(standard, null, 2),
    });
    const why = h('input', { maxlength: '1000', size: '40' });
    const faults = h('div', { 'aria-live': 'polite' });
    // One draft for each person: what was written last is kept there.
    const author = (claims(token()).subject ?? 'me').replace(/[^A-Za-z0-9._@+-]/g, '-').slice(0, 100);
    const draft = `/v1/standards/drafts/${encodeURIComponent(`console:${author}`)}`;

    /** The text as it is sent; throws nothing at the reader but what is wrong with it. */
    function written() {
      try {
        return JSON.parse(area.value) && area.value;
      } catch (failure) {
        fill(faults, note(t('standards.noJson', { detail: failure.message }), 'fault'));
        return null;
      }
    }

    async function tryOut() {
      fill(faults);
      const body = written();
      if (!body) return;
      const { problems } = await ask('grading', draft, { method: 'PUT', body, signal });
      if (problems.length) {
        fill(
          faults,
          note(t('standards.faults', { count: problems.length }), 'fault'),
          faultList(problems.map(({ pointer, message }) => `${pointer} ${message}`)),
        );
        return;
      }
      showResult(t('standards.resultText'), await ask('grading', `${draft}/simulation`, { method: 'POST', signal }));
    }

    async function write() {
      fill(faults);
      const body = written();
      if (!body) return;
      const answer = await ask('grading', '/v1/standards', {
        method: 'POST',
        body: { ...JSON.parse(body), ...(why.value.trim() ? { note: why.value.trim() } : {}) },
        signal,
      });
      fill(told, note(t('standards.written', { version: answer.version }), 'good'));
      await readVersions();
    }

    async function load() {
      const kept = await ask('grading', draft, { signal });
      area.value = JSON.stringify(kept.standard, null, 2);
    }

    return h(
      'section',
      { class: 'panel' },
      h('h2', {}, t('standards.edit', { version })),
      h('p', { class: 'hint' }, t('standards.editHint')),
      area,
      faults,
      h('label', { class: 'field' }, h('span', {}, t('standards.why')), why),
      h(
        'p',
        { class: 'actions' },
        h(
          'button',
          { type: 'button', class: 'primary', onclick: event => trying(event.target, tryOut) },
          t('standards.tryText'),
        ),
        h('button', { type: 'button', onclick: event => trying(event.target, write) }, t('standards.write')),
        h('button', { type: 'button', onclick: event => trying(event.target, load) }, t('standards.load')),
      ),
    );
  }

  const items = await readVersions();
  await showVersion(items.find(each => each.active)?.version ?? items[0].version);
}

function faultList(faults) {
  return faults.length
    ? h(
        'ul',
        { class: 'faults' },
        faults.map(fault => h('li', {}, fault)),
      )
    : null;
}

function readable(standard) {
  return [
    h(
      'div',
      { class: 'tiers' },
      standard.tiers.map((tier, index) =>
        h(
          'section',
          { class: `tier tier-${Math.min(index + 1, 4)}` },
          h('h3', {}, `${tier.code} · ${said(tier.label) ?? ''}`),
          h(
            'ul',
            { class: 'criteria' },
            tier.criteria.map(({ id, label, when }) => h('li', {}, said(label) ?? id, h('code', {}, when))),
          ),
          h(
            'p',
            { class: 'hint' },
            [
              tier.decisionWithinDays == null ? null : t('standards.decision', { days: tier.decisionWithinDays }),
              tier.staleAfterDays == null
                ? t('standards.noClock')
                : t(tier.onStale === 'demote' ? 'standards.demote' : 'standards.flag', { days: tier.staleAfterDays }),
              tier.strategy ? t('standards.contact', { days: tier.strategy.contactEveryDays }) : null,
            ]
              .filter(Boolean)
              .join(' '),
          ),
        ),
      ),
    ),
    h(
      'p',
      { class: 'hint' },
      t('standards.floors'),
      ' ',
      Object.entries(standard.outcomeFloor ?? {})
        .map(([outcome, floor]) =>
          floor
            ? t('standards.floor', { outcome, tier: floor.tier, days: floor.days })
            : t('standards.noFloor', { outcome }),
        )
        .join(' · '),
    ),
  ];
}
