package io.tierline.grading;

/** The roles that a token's {@code groups} can name and that mean something here. */
public final class Roles {

    /** A rep: reads grades and writes what was learned. */
    public static final String REP = "rep";

    /** A sales manager. */
    public static final String MANAGER = "manager";

    /** May do all of its tenant's things. */
    public static final String ADMIN = "admin";

    private Roles() {}
}
