package io.tierline.call.directory.rest;

import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Fault;
import java.util.List;

/** Ids of reps and teams in paths. */
final class DirectoryIds {

    private DirectoryIds() {}

    /** Whether it can be an id; what cannot is nobody's, and the database would not even take every text. */
    static boolean isOne(String id) {
        return Texts.ID.matcher(id).matches();
    }

    /** Adds a fault unless it can be an id. */
    static void check(String id, List<Fault> faults) {
        if (!isOne(id)) {
            faults.add(new Fault("/id", "must be 1 to 128 of the characters A-Z a-z 0-9 . _ : @ + -"));
        }
    }
}
