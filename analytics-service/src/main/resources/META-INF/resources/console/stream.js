import { ask, address } from './api.js';

const AGAIN_AFTER = 3000;

/**
 * Watches a stream of server-sent events until `close()` is called. The browser's EventSource connects again by itself
 * and says what it has seen last; its ticket is good for that for two minutes. After that a new one is asked for.
 *
 * `query()` is asked for the parameters of each new stream; `on` has a function per event; `onState` is told `live`,
 * `interrupted`, and `ended` with the failure when trying again would not help.
 */
export function watch({ service, path, query, on, onState }) {
  let events;
  let timer;
  let closed = false;

  async function start() {
    try {
      const parameters = new URLSearchParams(await query());
      const { ticket } = await ask(service, '/v1/stream-tickets', { method: 'POST' });
      if (closed) return;
      parameters.set('ticket', ticket);
      events = new EventSource(`${address(service, path)}?${parameters}`);
    } catch (failure) {
      if (closed) return;
      if (failure.status >= 400 && failure.status < 500 && failure.status !== 429) onState('ended', failure);
      else {
        onState('interrupted');
        again();
      }
      return;
    }
    events.onopen = () => onState('live');
    events.onerror = () => {
      if (closed) return;
      onState('interrupted');
      // CLOSED: it has been refused, and the browser does not try again.
      if (events.readyState === EventSource.CLOSED) again();
    };
    for (const [name, act] of Object.entries(on)) events.addEventListener(name, act);
  }

  function again() {
    if (!closed) timer = setTimeout(start, AGAIN_AFTER);
  }

  start();
  return {
    /** Begins anew at once, with what `query()` answers now. */
    restart() {
      events?.close();
      clearTimeout(timer);
      start();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      events?.close();
    },
  };
}
