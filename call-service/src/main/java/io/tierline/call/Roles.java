package io.tierline.call;

import io.tierline.kit.republication.RepublicationResource;

/** The roles that a token's {@code groups} can name and that mean something here. */
public final class Roles {

    /** A telephony system: posts calls and reads them back. */
    public static final String TELEPHONY = "telephony";

    /** A rep: reads calls and writes summaries. */
    public static final String REP = "rep";

    /** A sales manager: also says whose call it was. */
    public static final String MANAGER = "manager";

    /** May do all of its tenant's things. */
    public static final String ADMIN = "admin";

    /** Who runs Tierline: has all tenants published again, and sees nobody's calls. */
    public static final String OPERATOR = RepublicationResource.OPERATOR;

    private Roles() {}
}
