package io.tierline.call.directory.domain;

/**
 * A team as the directory has it.
 *
 * @param name as people say it; null until somebody has told it
 * @param active whether it still works; what is recorded does not depend on it
 * @param known whether somebody has told of it; false when no more than a call has named it
 * @param revision one more with every change; 0 while there is none
 */
public record Team(String tenant, String id, String name, boolean active, boolean known, int revision) {

    /** A team that a call has named and of which nobody has told yet. */
    public static Team takenIn(String tenant, String id) {
        return new Team(tenant, id, null, true, false, 1);
    }

    /** The team as somebody tells of it; the very same when that says nothing new. */
    public Team told(String newName, boolean nowActive) {
        Team told = new Team(tenant, id, newName, nowActive, true, revision);
        return told.equals(this) ? this : new Team(tenant, id, newName, nowActive, true, revision + 1);
    }
}
