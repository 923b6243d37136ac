'use strict';

/**
 * Keeps a list of customers up to date: reads it, then watches from the position that it reflects, so that nothing is missed
 * in between. The browser's EventSource connects again by itself and says what it has seen last; the ticket is good for that
 * for two minutes. When that is over, too, a new ticket is asked for.
 */
function watch({ server, token, onList, onChange, onState }) {
  const headers = { Authorization: `Bearer ${token}` };
  let events;
  let closed = false;
  let position; // null: read the list first

  async function json(path, options) {
    const answer = await fetch(server + path, { headers, ...options });
    if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { status: answer.status });
    return answer.json();
  }

  async function readList() {
    // The first page has the position; changes since then, and only they, come by the stream.
    const items = [];
    let page = await json('/v1/customers?limit=500');
    position = page.position;
    items.push(...page.items);
    while (page.next) {
      page = await json(`/v1/customers?limit=500&cursor=${encodeURIComponent(page.next)}`);
      items.push(...page.items);
    }
    onList(items);
  }

  async function start() {
    try {
      if (position == null) await readList();
      const { ticket } = await json('/v1/stream-tickets', { method: 'POST' });
      if (closed) return;
      events = new EventSource(`${server}/v1/tier-changes/stream?after=${position}&ticket=${ticket}`);
    } catch (failure) {
      onState(failure.message);
      // 401 and 403: only another token helps.
      if (failure.status !== 401 && failure.status !== 403) again();
      return;
    }
    const reached = event => { position = Number(event.lastEventId); };
    const changed = event => { reached(event); onChange(JSON.parse(event.data)); };
    events.onopen = () => onState('watching');
    events.addEventListener('heartbeat', reached);
    events.addEventListener('tier-changed', changed);
    events.addEventListener('tier-overdue', changed);
    events.addEventListener('reset', () => {
      // The position was never given, as after a restored backup: what we have seen is worth nothing.
      position = null;
      events.close();
      start();
    });
    events.onerror = () => {
      onState('connecting again');
      // CLOSED: it has been refused, and the browser does not try again.
      if (events.readyState === EventSource.CLOSED) again();
    };
  }

  function again() {
    if (!closed) setTimeout(start, 3000);
  }

  start();
  return { close() { closed = true; events?.close(); } };
}
