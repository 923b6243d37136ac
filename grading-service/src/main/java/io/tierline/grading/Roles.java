package io.tierline.grading;

import io.tierline.kit.republication.RepublicationResource;

/** The roles that a token's {@code groups} can name and that mean something here. */
public final class Roles {

    /** A rep: reads grades and writes what was learned. */
    public static final String REP = "rep";

    /** A sales manager: also says how deals ended. */
    public static final String MANAGER = "manager";

    /** May do all of its tenant's things. */
    public static final String ADMIN = "admin";

    /** Who runs Tierline: has all tenants published again, and sees nobody's customers. */
    public static final String OPERATOR = RepublicationResource.OPERATOR;

    private Roles() {}
}
