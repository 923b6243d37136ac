package io.tierline.grading.timeline.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.companies.application.ReaderLanguages;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.timeline.application.ReadHistory;
import io.tierline.grading.timeline.domain.Entry;
import io.tierline.grading.timeline.domain.EntryKind;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What happened to a customer, in order. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class HistoryResource {

    private static final Map<String, EntryKind> KINDS = Arrays.stream(EntryKind.values())
            .collect(Collectors.toUnmodifiableMap(EntryKind::code, Function.identity()));

    /** Something that happened. */
    @Schema(name = "HistoryEntry")
    record EntryView(
            @Schema(description = "When it took place, which may be earlier than when it was written down.")
            Instant at,

            @Schema(
                    enumeration = {
                        "call",
                        "qualification",
                        "tier",
                        "extension",
                        "closing",
                        "reopening",
                        "card",
                        "merger",
                        "care"
                    })
            String kind,

            @Schema(description = "The kind in the language asked for.")
            String label,

            @Schema(
                    description =
                            "Of the call, patch, tier change, extension, closing or care entry; the card's revision; the"
                                    + " customer who is gone.")
            String id,

            @Schema(description = "Who did it: a call's rep, the author; null for what nobody did.")
            String by,

            @Schema(
                    description = "What belongs to the kind. call: outcome, contactRole, rep, team, followUpAt,"
                            + " meetingMissed, qualification. qualification: qualification. tier: position, kind, from, to,"
                            + " reason, standard, cause, rep, team. extension: days, reason. closing: round, result,"
                            + " reasons, competitor, amount, note, tier, standard. reopening: kind, note."
                            + " card: changed, revision, ownerBefore, owner. merger: customerId, who is gone. care: kind, text, score,"
                            + " tags, solution, resolution.")
            Map<String, Object> details) {

        static EntryView of(Entry entry, Language language) {
            return new EntryView(
                    entry.at(),
                    entry.kind().code(),
                    entry.kind().label().in(language),
                    entry.id(),
                    entry.by(),
                    entry.details());
        }
    }

    /** A page of history; for its documentation. */
    @Schema(name = "HistoryPage")
    record PageView(List<EntryView> items, String next) {}

    private final ReadHistory readHistory;
    private final ReaderLanguages languages;
    private final Caller caller;

    HistoryResource(ReadHistory readHistory, ReaderLanguages languages, Caller caller) {
        this.readHistory = readHistory;
        this.languages = languages;
        this.caller = caller;
    }

    @GET
    @Path("/{customerId}/history")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "getHistory",
            summary = "See everything that happened to a customer",
            description = "The latest first. A corrected call stands as it is now, a voided one not at all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of it.",
            content = @Content(schema = @Schema(implementation = PageView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer.")
    public Uni<Page<EntryView>> history(
            @Parameter(description = "The customer's id.") @RestPath String customerId,
            @Parameter(
                            description = "Only entries of this kind: call, qualification, tier, extension, closing,"
                                    + " reopening, card, merger or care.")
                    @RestQuery
                    String kind,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor,
            @Context HttpHeaders headers) {
        QueryInput query = new QueryInput();
        EntryKind only = query.oneOf("kind", kind, KINDS);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        Set<EntryKind> kinds = only == null ? EnumSet.allOf(EntryKind.class) : EnumSet.of(only);
        CustomerKey customer = CustomerPath.key(caller, customerId);
        return languages
                .of(customer.tenant(), headers.getAcceptableLanguages())
                .chain(language -> readHistory
                        .of(customer, kinds, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                        .map(page -> page.map(entry -> EntryView.of(entry, language))));
    }
}
