import { language, t } from './i18n.js';
import { token } from './session.js';

let gradingUrl = '';

/** Learns where grading-service is; analytics-service is where the page came from. */
export async function findServices() {
  const answer = await fetch('/console/config');
  if (!answer.ok) throw new Failure('analytics', answer.status, null);
  gradingUrl = (await answer.json()).grading;
}

/** The address of a path of a service: `analytics` or `grading`. */
export function address(service, path) {
  return (service === 'grading' ? gradingUrl : '') + path;
}

/** A request that was refused, or that nobody answered (status 0). */
export class Failure extends Error {
  constructor(service, status, problem) {
    super(`${service}-service: ${status}`);
    this.service = service;
    this.status = status;
    this.problem = problem;
  }

  /** What to tell the reader. */
  words() {
    const service = `${this.service}-service`;
    if (this.status === 0) return t('failure.unreachable', { service });
    if (this.status === 401) return t('failure.token');
    if (this.isOfNoRep()) return t('failure.rep');
    if (this.status === 403) return t('failure.role', { service });
    return t('failure.refused', {
      service,
      status: this.status,
      detail: this.problem?.detail ?? this.problem?.title ?? '',
    });
  }

  /** Whether the token has the role rep, but does not say which rep it is. */
  isOfNoRep() {
    return this.problem?.code === 'rep-missing';
  }

  /** Every single fault that the service named, as text. */
  faults() {
    return (this.problem?.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
  }
}

/** What to tell the reader of anything that was thrown. */
export function wordsOf(failure) {
  return failure instanceof Failure ? failure.words() : t('failure.page', { detail: String(failure) });
}

/**
 * Asks a service and answers the JSON; `query` may have members without a value. Throws a Failure for whatever is not a
 * 2xx; whoever holds a token that is not good any more is told by an event `tierline-signed-out`.
 */
export async function ask(service, path, { query = {}, method = 'GET', body, signal } = {}) {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value != null && value !== ''));
  const headers = { Authorization: `Bearer ${token()}`, Accept: 'application/json', 'Accept-Language': language() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(address(service, path) + (parameters.size ? `?${parameters}` : ''), {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Failure(service, 0, null);
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const problem = await answer.json().catch(() => null);
  if (answer.status === 401) dispatchEvent(new CustomEvent('tierline-signed-out'));
  throw new Failure(service, answer.status, problem);
}

/** Every page of a list, until there are `most` items; `{ items, whole, first }` with the first page as it came. */
export async function askAll(service, path, query, most, signal) {
  const first = await ask(service, path, { query, signal });
  const items = [...first.items];
  let { next } = first;
  while (next && items.length < most) {
    const page = await ask(service, path, { query: { ...query, cursor: next }, signal });
    items.push(...page.items);
    next = page.next;
  }
  return { items, whole: next == null, first };
}
