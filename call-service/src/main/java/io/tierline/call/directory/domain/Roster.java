package io.tierline.call.directory.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the directory says of those reps and teams whom somebody has asked about. */
public final class Roster {

    /** A rep or a team of a tenant. */
    public record Id(String tenant, String id) {}

    /** When nobody was asked about. */
    public static final Roster EMPTY = new Roster(Map.of(), Set.of());

    private final Map<Id, Memberships> reps;
    private final Set<Id> teams;

    /**
     * @param reps those of the reps that the directory has
     * @param teams those of the teams that it has; the teams of the reps need not be among them
     */
    public Roster(Map<Id, Memberships> reps, Set<Id> teams) {
        this.reps = Map.copyOf(reps);
        this.teams = new HashSet<>(teams);
        reps.forEach((rep, memberships) -> memberships.dated().stream()
                .filter(dated -> dated.team() != null)
                .forEach(dated -> this.teams.add(new Id(rep.tenant(), dated.team()))));
    }

    /** Whether the directory has the rep; asked of one who was asked about. */
    public boolean hasRep(Id rep) {
        return reps.containsKey(rep);
    }

    /** Whether the directory has the team; asked of one that was asked about, or that a rep was in. */
    public boolean hasTeam(Id team) {
        return teams.contains(team);
    }

    /** The team that the rep was in at the time; null when it was in none, or when the directory does not have the rep. */
    public String teamOf(String tenant, String rep, Instant at) {
        return reps.getOrDefault(new Id(tenant, rep), Memberships.NONE).teamAt(at);
    }
}
