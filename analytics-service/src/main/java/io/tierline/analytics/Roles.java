package io.tierline.analytics;

/** The roles that a token's {@code groups} can name and that mean something here. */
public final class Roles {

    /** A BI tool: reads. */
    public static final String BI = "bi";

    /** A rep: reads. */
    public static final String REP = "rep";

    /** A sales manager: reads, and says what the company's rates are. */
    public static final String MANAGER = "manager";

    /** May do all of its tenant's things. */
    public static final String ADMIN = "admin";

    private Roles() {}
}
