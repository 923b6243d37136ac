'use strict';

/**
 * Keeps the rows of a question about rates up to date. The browser's EventSource connects again by itself and gets all rows
 * anew; the ticket is good for that for two minutes. When that is over, too, a new ticket is asked for.
 */
function watchRates({ server, token, query, onRows, onState }) {
  let events;
  let closed = false;

  async function start() {
    try {
      const answer = await fetch(`${server}/v1/stream-tickets`, {
        method: 'POST', headers: { Authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw Object.assign(new Error(`no ticket: ${answer.status}`), { status: answer.status });
      const { ticket } = await answer.json();
      if (closed) return;
      events = new EventSource(`${server}/v1/rates/stream?${query}&ticket=${ticket}`);
    } catch (failure) {
      onState(failure.message);
      // 401 and 403: only another token helps.
      if (failure.status !== 401 && failure.status !== 403) again();
      return;
    }
    let by;
    const rows = new Map();
    // By company there is one row, and its id is null; so is that of calls with no rep, team or campaign.
    const keep = row => rows.set(row[by] ?? null, row);
    events.onopen = () => onState('watching');
    events.addEventListener('rates', event => {
      const rates = JSON.parse(event.data);
      by = rates.by;
      rows.clear();
      rates.rows.forEach(keep);
      onRows([...rows.values()], by);
    });
    events.addEventListener('changes', event => {
      const changes = JSON.parse(event.data);
      changes.gone.forEach(id => rows.delete(id));
      changes.rows.forEach(keep);
      onRows([...rows.values()], by);
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
