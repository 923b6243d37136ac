import { language, t } from './i18n.js';

let zone; // undefined: the browser's

/** Times are those of the company's zone from now on. */
export function useZone(name) {
  zone = name;
}

export function zoneName() {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** 0.125 → 12.5 %; a dash where there is nothing to tell. */
export function percent(value) {
  return value == null
    ? '–'
    : new Intl.NumberFormat(language(), {
        style: 'percent',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }).format(value);
}

/** A difference of two shares, in percentage points, with its sign. */
export function points(value) {
  return value == null
    ? '–'
    : t('points', {
        value: new Intl.NumberFormat(language(), {
          signDisplay: 'exceptZero',
          minimumFractionDigits: 1,
          maximumFractionDigits: 1,
        }).format(100 * value),
      });
}

export function count(value, digits = 0) {
  return value == null
    ? '–'
    : new Intl.NumberFormat(language(), { maximumFractionDigits: digits, signDisplay: 'negative' }).format(value);
}

export function dateTime(moment) {
  return moment == null
    ? '–'
    : new Intl.DateTimeFormat(language(), {
        timeZone: zone,
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(new Date(moment));
}

export function time(moment) {
  return new Intl.DateTimeFormat(language(), {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(moment));
}

/** A number of seconds as hours and minutes. */
export function duration(seconds) {
  return t('duration', {
    hours: Math.floor(seconds / 3600),
    minutes: String(Math.floor((seconds % 3600) / 60)).padStart(2, '0'),
  });
}
