import { ask } from './api.js';
import { t } from './i18n.js';

const WINDOW = 'P90D';

/**
 * The reps and teams that had calls in the last 90 days, for choices: `{ reps, teams }`, each a list of `[id, text]`,
 * and `nameOf(kind, id)`.
 */
export async function people(signal) {
  const { rows } = await ask('analytics', '/v1/rates', {
    query: { by: 'rep', window: WINDOW, direction: 'all' },
    signal,
  });
  const reps = new Map(rows.filter(row => row.rep != null).map(row => [row.rep, row.repName ?? row.rep]));
  const teams = new Map(rows.filter(row => row.team != null).map(row => [row.team, row.teamName ?? row.team]));
  const sorted = names => [...names].sort(([, one], [, other]) => one.localeCompare(other));
  return {
    reps: sorted(reps),
    teams: sorted(teams),
    nameOf: (kind, id) => (kind === 'rep' ? reps : teams).get(id) ?? id ?? t(`nobody.${kind}`),
  };
}
