import en from './words/en.js';
import zhCN from './words/zh-CN.js';

const WORDS = { en, 'zh-CN': zhCN };
const KEY = 'tierline-language';

export const LANGUAGES = Object.keys(WORDS);

let current = localStorage.getItem(KEY);
if (!LANGUAGES.includes(current)) {
  current =
    navigator.languages
      .map(tag => tag.toLowerCase().split('-')[0])
      .map(language => ({ en: 'en', zh: 'zh-CN' })[language])
      .find(Boolean) ?? 'en';
}

/** The language of the page, as the services know it: `en` or `zh-CN`. */
export function language() {
  return current;
}

export function switchLanguage(tag) {
  current = tag;
  localStorage.setItem(KEY, tag);
}

/** The words for a key; `{name}` in them is what `values` has under it. */
export function t(key, values = {}) {
  return WORDS[current][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The words for a code that a service answered; the code itself where nobody has words for it yet. */
export function tCode(prefix, code) {
  return WORDS[current][`${prefix}.${code}`] ?? code;
}

/** The words of the page's language among those that a service answered in several. */
export function said(words) {
  return words?.[current] ?? words?.en ?? words?.['zh-CN'] ?? null;
}
