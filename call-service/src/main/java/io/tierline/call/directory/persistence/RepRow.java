package io.tierline.call.directory.persistence;

import io.tierline.call.directory.domain.Membership;
import io.tierline.call.directory.domain.Memberships;
import io.tierline.call.directory.domain.Rep;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A rep as a row of the table {@code rep}, with its memberships as two arrays beside it. */
final class RepRow {

    /** To be joined with {@code rep}: the columns {@code froms} and {@code teams}, null when the rep has no membership. */
    static final String DATED = "cross join lateral (select array_agg(from_at order by from_at) as froms,"
            + " array_agg(team_id order by from_at) as teams from rep_membership"
            + " where rep_membership.tenant = rep.tenant and rep_membership.rep_id = rep.rep_id) as dated";

    private RepRow() {}

    static Rep rep(Row row) {
        return new Rep(
                row.getString("tenant"),
                row.getString("rep_id"),
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("known"),
                memberships(row),
                row.getInteger("revision"));
    }

    static Memberships memberships(Row row) {
        OffsetDateTime[] froms = row.getArrayOfOffsetDateTimes("froms");
        if (froms == null) {
            return Memberships.NONE;
        }
        String[] teams = row.getArrayOfStrings("teams");
        List<Membership> dated = new ArrayList<>(froms.length);
        for (int i = 0; i < froms.length; i++) {
            dated.add(new Membership(froms[i].toInstant(), teams[i]));
        }
        return new Memberships(dated);
    }
}
