package io.tierline.call.telephony.application;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.paging.Page;
import java.time.Instant;

/** Codes that left it open what became of a call. */
public interface UnmappedCodes {

    /**
     * A code and where it was seen.
     *
     * @param calls how many calls it left open
     * @param firstAt the start of the first of them
     * @param lastAt the start of the last of them
     * @param exampleCallId one of them
     */
    record UnmappedCode(
            String source, String code, long calls, Instant firstAt, Instant lastAt, String exampleCallId) {}

    /** A page of the tenant's codes, by source and code. */
    Uni<Page<UnmappedCode>> list(String tenant, int limit, String cursor);
}
