package io.tierline.analytics.directory.domain;

import java.util.Map;

/**
 * What people call some reps and teams.
 *
 * @param reps names by rep id; without those that nobody has told
 * @param teams names by team id; without those that nobody has told
 */
public record Names(Map<String, String> reps, Map<String, String> teams) {

    public Names {
        reps = Map.copyOf(reps);
        teams = Map.copyOf(teams);
    }

    /** The rep's name; null when it is not known, or for no rep. */
    public String ofRep(String id) {
        return id == null ? null : reps.get(id);
    }

    /** The team's name; null when it is not known, or for no team. */
    public String ofTeam(String id) {
        return id == null ? null : teams.get(id);
    }
}
