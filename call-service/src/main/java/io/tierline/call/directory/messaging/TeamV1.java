package io.tierline.call.directory.messaging;

import io.tierline.call.directory.domain.Team;

/** The event team.v1: a team as it stands, as its contract has it. */
record TeamV1(int revision, String teamId, String name, boolean active, boolean known) {

    static TeamV1 of(Team team) {
        return new TeamV1(team.revision(), team.id(), team.name(), team.active(), team.known());
    }
}
