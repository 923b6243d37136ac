package io.tierline.call.agenda.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.application.Meetings;
import io.tierline.call.agenda.application.Position;
import io.tierline.call.agenda.application.Scope;
import io.tierline.call.agenda.domain.Meeting;
import io.tierline.call.calls.domain.MeetingResult;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads meetings from the table {@code call}. */
@ApplicationScoped
class PostgresMeetings implements Meetings {

    private static final Agreements MEETINGS = new Agreements(
            "meeting_at",
            "coalesce(meeting_moved_to, meeting_at)",
            "outcome = 'C' and meeting_at is not null",
            "meeting_result, meeting_moves");

    private final Database database;

    PostgresMeetings(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Meeting>> list(String tenant, Scope scope, Position after, int rows) {
        return MEETINGS.in(tenant, scope, after, rows).run(database.pool(), "", "", PostgresMeetings::meeting);
    }

    private static Meeting meeting(Row row) {
        String result = row.getString("meeting_result");
        return new Meeting(
                Agreements.agreement(row),
                result == null ? null : MeetingResult.valueOf(result),
                row.getInteger("meeting_moves"));
    }
}
