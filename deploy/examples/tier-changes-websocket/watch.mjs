// Prints tier changes as they happen. Runs in Node (22 or newer; 20 with --experimental-websocket), and the same code in a
// browser. Usage: TOKEN=… node watch.mjs [http://127.0.0.1:8082] [filters, such as 'team=east-1&tier=A']

const [server = 'http://127.0.0.1:8082', filters = ''] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${process.env.TOKEN}` };
let position = null; // null: from now on
let pause = 500; // ms

async function connect() {
  let ticket;
  try {
    const answer = await fetch(`${server}/v1/stream-tickets`, { method: 'POST', headers });
    if (answer.status === 401 || answer.status === 403) {
      console.error(`The token is not accepted: ${answer.status}`);
      process.exit(1);
    }
    ({ ticket } = await answer.json());
    if (!answer.ok) throw new Error(answer.status);
  } catch (failure) {
    return again(failure.message);
  }
  const query = new URLSearchParams(filters);
  query.set('ticket', ticket);
  if (position !== null) query.set('after', position);
  const socket = new WebSocket(`${server.replace(/^http/, 'ws')}/v1/tier-changes/socket?${query}`);
  socket.onmessage = ({ data }) => {
    const { event, change, ...reached } = JSON.parse(data);
    pause = 500;
    position = reached.position; // of heartbeats, too: a filtered stream moves on
    if (event === 'reset') console.log('reset: read the list of customers anew');
    if (change) console.log(`${change.at} ${change.customerId}: ${change.from ?? 'none'} -> ${change.to ?? 'none'}${event === 'tier-overdue' ? ', overdue' : ''}`);
  };
  // 4401: the token has expired; the next ticket will be refused and say so.
  socket.onclose = ({ code, reason }) => again(`closed ${code} ${reason}`);
}

function again(why) {
  console.error(`${why}; connecting again`);
  setTimeout(connect, pause);
  pause = Math.min(pause * 2, 30000);
}

connect();
