import { ask, findServices, wordsOf } from './api.js';
import { fill, h, note } from './dom.js';
import { dateTime, useZone, zoneName } from './format.js';
import { LANGUAGES, language, switchLanguage, t, tCode } from './i18n.js';
import { claims, forgetToken, keepToken, token } from './session.js';
import * as rates from './views/rates.js';
import * as tiers from './views/tiers.js';
import * as worklist from './views/worklist.js';
import * as stage from './views/stage.js';
import * as standards from './views/standards.js';

/** The views by what stands after `#/`; each has `show(root, signal)` and is left when the signal says so. */
const VIEWS = { rates, tiers, worklist, stage, standards };
const EXPIRY_CHECK = 15_000;

let leaving = new AbortController();

function viewName() {
  const name = location.hash.replace(/^#\//, '');
  return name in VIEWS ? name : 'rates';
}

function leaveView() {
  leaving.abort();
  leaving = new AbortController();
  return leaving.signal;
}

function languageSwitch() {
  return h(
    'div',
    { class: 'languages', role: 'group', 'aria-label': t('language') },
    LANGUAGES.map(tag =>
      h(
        'button',
        {
          type: 'button',
          lang: tag,
          'aria-pressed': String(tag === language()),
          onclick: () => {
            switchLanguage(tag);
            show();
          },
        },
        t(`language.${tag}`),
      ),
    ),
  );
}

function header(...parts) {
  return h('header', {}, h('a', { class: 'brand', href: '#/rates' }, 'Tierline'), ...parts, languageSwitch());
}

/** Shows what the address asks for: a view, or where to sign in. */
function show() {
  const signal = leaveView();
  document.documentElement.lang = language();
  if (!token()) {
    showSignIn();
    return;
  }
  const name = viewName();
  const { tenant, roles, rep, expires } = claims(token());
  const root = h('main', { id: 'view', tabindex: '-1' });
  document.title = `${t(`view.${name}`)} · Tierline`;
  fill(
    document.body,
    h(
      'a',
      {
        class: 'skip',
        href: '#view',
        onclick: event => {
          event.preventDefault();
          root.focus();
        },
      },
      t('skip'),
    ),
    header(
      h(
        'nav',
        { 'aria-label': t('views') },
        Object.keys(VIEWS).map(each =>
          h('a', { href: `#/${each}`, 'aria-current': each === name ? 'page' : null }, t(`view.${each}`)),
        ),
      ),
      h(
        'div',
        { class: 'who' },
        h(
          'span',
          { title: expires ? t('who.until', { time: dateTime(expires) }) : null },
          t('who', { tenant, roles: roles.map(role => tCode('role', role)).join(', ') }),
          rep ? ` · ${rep}` : '',
        ),
        h('button', { type: 'button', onclick: () => signOut(null) }, t('signOut')),
      ),
    ),
    root,
    h('footer', {}, t('zone', { zone: zoneName() })),
  );
  Promise.resolve(VIEWS[name].show(root, signal)).catch(failure => {
    if (signal.aborted) return;
    const again = h('button', { type: 'button', onclick: show }, t('again'));
    fill(root, h('h1', {}, t(`view.${name}`)), note(wordsOf(failure), 'fault'), again);
  });
}

function showSignIn(problem) {
  document.title = `${t('signIn')} · Tierline`;
  const field = h('textarea', { id: 'token', rows: '5', required: true, spellcheck: 'false', autocomplete: 'off' });
  const told = h('div', { 'aria-live': 'polite' }, problem ? note(problem, 'fault') : null);
  const submit = h('button', { class: 'primary' }, t('signIn'));
  const form = h(
    'form',
    {
      class: 'sign-in',
      onsubmit: async event => {
        event.preventDefault();
        submit.disabled = true;
        fill(told, await signIn(field.value.replace(/\s/g, '').replace(/^Bearer/, '')));
        submit.disabled = false;
      },
    },
    h('h1', {}, t('signIn.title')),
    h('p', {}, t('signIn.what')),
    h('label', { for: 'token' }, t('signIn.token')),
    field,
    told,
    submit,
    h('p', { class: 'hint' }, t('signIn.how')),
    h('pre', {}, './deploy/token --tenant demo --role manager'),
    h('p', { class: 'hint' }, t('signIn.kept')),
  );
  fill(document.body, header(), h('main', {}, form));
  field.focus();
}

/** Answers what to tell when the token lets nobody in. */
async function signIn(text) {
  const said = claims(text);
  if (!said) return note(t('signIn.noToken'), 'fault');
  if (said.expires && said.expires < Date.now())
    return note(t('signIn.expired', { time: dateTime(said.expires) }), 'fault');
  keepToken(text);
  try {
    await learnZone();
  } catch (failure) {
    forgetToken();
    return note(
      failure.status === 403 && !failure.isOfNoRep()
        ? t('signIn.role', { roles: said.roles.join(', ') || '–' })
        : wordsOf(failure),
      'fault',
    );
  }
  show();
  return null;
}

/** The company's zone; whoever may not ask for it may not see any view either. */
async function learnZone() {
  const { tz } = await ask('analytics', '/v1/rates/series', {
    query: { by: 'company', interval: 'P1D', window: 'P1D' },
  });
  useZone(tz);
}

function signOut(problem) {
  if (!token()) return;
  leaveView();
  forgetToken();
  showSignIn(problem);
}

addEventListener('hashchange', show);
addEventListener('tierline-signed-out', () => signOut(t('failure.token')));
setInterval(() => {
  const expires = claims(token() ?? '')?.expires;
  if (expires && expires < Date.now()) signOut(t('signIn.expired', { time: dateTime(expires) }));
}, EXPIRY_CHECK);

try {
  await findServices();
  if (token()) await learnZone();
} catch (failure) {
  if (failure.status === 401 || failure.status === 403) forgetToken();
  else fill(document.body, note(wordsOf(failure), 'fault'));
}
if (!document.querySelector('.fault')) show();
