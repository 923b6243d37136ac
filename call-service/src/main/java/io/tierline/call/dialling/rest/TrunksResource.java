package io.tierline.call.dialling.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.dialling.application.WatchTrunks;
import io.tierline.call.dialling.application.WatchTrunks.Trunk;
import io.tierline.call.dialling.domain.Burst;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How the trunks are. */
@Path("/v1/trunks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dialling")
public class TrunksResource {

    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** A trunk as it is sent. */
    @Schema(name = "Trunk")
    record TrunkView(
            String trunk,

            @Schema(description = "How many calls by us it carried in the period.")
            int calls,

            @Schema(
                    description = "suspect: it has failed with many numbers alike within the last hour.",
                    enumeration = {"ok", "suspect"})
            String state,

            @Schema(description = "How it failed; this and what follows is of the latest burst, null without one.")
            TelephonyResult failure,

            @Schema(description = "With how many numbers.") Integer numbers,

            @Schema(description = "The minute of the first of these calls.")
            Instant since,

            @Schema(description = "The end of the minute of the last of them.")
            Instant until,

            @Schema(description = "The part of its calls that failed so at the worst of it, 0 to 1.")
            Double share,

            @Schema(description = "All bursts of the period, the latest first.")
            List<BurstView> bursts) {

        static TrunkView of(Trunk trunk) {
            Burst latest = trunk.bursts().isEmpty() ? null : trunk.bursts().get(0);
            return new TrunkView(
                    trunk.name(),
                    trunk.calls(),
                    trunk.suspect() ? "suspect" : "ok",
                    latest == null ? null : latest.result(),
                    latest == null ? null : latest.numbers(),
                    latest == null ? null : latest.since(),
                    latest == null ? null : latest.until(),
                    latest == null ? null : latest.share(),
                    trunk.bursts().stream().map(BurstView::of).toList());
        }
    }

    /** A burst as it is sent. */
    @Schema(name = "Burst")
    record BurstView(TelephonyResult failure, int numbers, int calls, Instant since, Instant until, double share) {

        static BurstView of(Burst burst) {
            return new BurstView(
                    burst.result(), burst.numbers(), burst.calls(), burst.since(), burst.until(), burst.share());
        }
    }

    /** All trunks. */
    @Schema(name = "TrunkPage")
    record TrunkPage(List<TrunkView> items, String next) {}

    private final WatchTrunks trunks;
    private final Caller caller;

    TrunksResource(WatchTrunks trunks, Caller caller) {
        this.trunks = trunks;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.TELEPHONY, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "listTrunks",
            summary = "See which trunks fail",
            description =
                    "The trunks that our calls of the period went over, by name. When a trunk fails in the same way with"
                            + " at least 20 different numbers within 60 minutes, and that is at least half of its calls in that time"
                            + " (both as the suppression policy has it), that is a burst: the trunk is to blame, and these calls are"
                            + " not held against the numbers, unless a rep has said how they went. Failures that count:"
                            + " NUMBER_DOES_NOT_EXIST, NUMBER_CHANGED, BAD_FORMAT, SUSPENDED, UNREACHABLE, REJECTED, NO_ROUTE,"
                            + " SYSTEM_FAILURE.")
    @APIResponse(
            responseCode = "200",
            description = "The trunks.",
            content = @Content(schema = @Schema(implementation = TrunkPage.class)))
    public Uni<TrunkPage> list(
            @Parameter(description = "From this time, at its full minute; 24 hours before to by default.") @RestQuery
                    String from,
            @Parameter(
                            description =
                                    "Before this time, at the next full minute; now by default. At most 7 days after"
                                            + " from.")
                    @RestQuery
                    String to) {
        QueryInput query = new QueryInput();
        Instant first = query.instant("from", from);
        Instant last = query.instant("to", to);
        query.refuseFaults();
        Instant end = last == null ? trunks.nextMinute() : last;
        Instant start = first == null ? end.minus(USUAL) : first;
        if (!start.isBefore(end)) {
            query.fault("from", "must be before to");
        } else if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            query.fault("from", "must be at most 7 days before to");
        }
        query.refuseFaults();
        Instant fullMinute = start.truncatedTo(ChronoUnit.MINUTES);
        Instant nextMinute = end.plusNanos(59_999_999_999L).truncatedTo(ChronoUnit.MINUTES);
        return trunks.list(caller.tenant(), fullMinute, nextMinute)
                .map(found -> new TrunkPage(found.stream().map(TrunkView::of).toList(), null));
    }
}
