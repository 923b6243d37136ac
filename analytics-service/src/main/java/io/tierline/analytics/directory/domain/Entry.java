package io.tierline.analytics.directory.domain;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** What the directory says of somebody or something, as of one of its revisions; the highest one holds. */
public sealed interface Entry {

    /** Whose it is. */
    String tenant();

    /** 1 when first told, one more with every change. */
    int revision();

    /**
     * A rep.
     *
     * @param id unique in the tenant; what calls name
     * @param name null until somebody has told it
     * @param active whether the rep still works
     */
    record Rep(String tenant, String id, int revision, String name, boolean active) implements Entry {}

    /**
     * A team.
     *
     * @param id unique in the tenant; what calls name
     * @param name null until somebody has told it
     * @param active whether it still works
     */
    record Team(String tenant, String id, int revision, String name, boolean active) implements Entry {}

    /**
     * What holds for a whole company.
     *
     * @param revision 0 as long as the company has set nothing
     * @param zone where its days begin and end
     * @param languages tags of the languages it works in, the preferred one first
     */
    record Company(String tenant, int revision, ZoneId zone, List<String> languages) implements Entry {

        public Company {
            Objects.requireNonNull(zone);
            languages = List.copyOf(languages);
        }

        /** A company that has set nothing. */
        public static Company unset(String tenant) {
            return new Company(tenant, 0, ZoneId.of("UTC"), List.of("en"));
        }
    }
}
