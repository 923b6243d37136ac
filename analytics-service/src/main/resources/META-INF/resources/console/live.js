import { wordsOf } from './api.js';
import { h } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';

/** Says whether a stream runs, and since when it has not. `{ element, onState }`; the latter is for `watch`. */
export function liveState() {
  const element = h('p', { class: 'stream', role: 'status' }, t('live.connecting'));
  let interrupted;

  function say(state, text) {
    element.className = `stream ${state}`;
    element.textContent = text;
  }

  return {
    element,
    onState(state, failure) {
      if (state === 'live') {
        say(state, interrupted ? t('live.back', { time: time(Date.now()) }) : t('live.live'));
        interrupted = null;
      } else if (state === 'interrupted') {
        interrupted ??= Date.now();
        say(state, t('live.interrupted', { time: time(interrupted) }));
      } else {
        say(state, wordsOf(failure));
      }
    },
  };
}
