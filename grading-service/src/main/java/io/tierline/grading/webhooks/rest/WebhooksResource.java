package io.tierline.grading.webhooks.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.webhooks.application.InspectDeliveries;
import io.tierline.grading.webhooks.application.KeepWebhooks;
import io.tierline.grading.webhooks.application.TryWebhook;
import io.tierline.grading.webhooks.application.Webhook;
import io.tierline.grading.webhooks.application.Webhook.Wish;
import io.tierline.grading.webhooks.domain.DeliveryStatus;
import io.tierline.grading.webhooks.rest.DeliveryView.DeliveryPage;
import io.tierline.grading.webhooks.rest.DeliveryView.Redelivery;
import io.tierline.grading.webhooks.rest.DeliveryView.TestView;
import io.tierline.grading.webhooks.rest.WebhookView.WebhookPage;
import io.tierline.grading.webhooks.rest.WebhookView.WithSecret;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Webhooks and their deliveries. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MANAGER, Roles.ADMIN})
@Tag(
        name = "Webhooks",
        description = "Tier changes, signed and posted to an address of yours, by the Standard Webhooks convention.")
public class WebhooksResource {

    private static final String NO_SUCH_WEBHOOK = "There is no such webhook (no-such-webhook).";
    private static final String ID = "The webhook's id.";
    private static final Map<String, DeliveryStatus> STATUSES = Arrays.stream(DeliveryStatus.values())
            .collect(Collectors.toMap(status -> status.name().toLowerCase(Locale.ROOT), Function.identity()));
    private static final Pattern ULID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final KeepWebhooks webhooks;
    private final InspectDeliveries deliveries;
    private final TryWebhook tryWebhook;
    private final Caller caller;

    WebhooksResource(KeepWebhooks webhooks, InspectDeliveries deliveries, TryWebhook tryWebhook, Caller caller) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.tryWebhook = tryWebhook;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createWebhook",
            summary = "Have tier changes posted to you",
            description =
                    "The webhook starts now: with the first change after its creation. The answer has the secret that"
                            + " deliveries are signed with; it is not shown again. A company may have 50 webhooks.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookSubmission.class),
                            examples = @ExampleObject(value = WebhookSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The webhook with its secret; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = WithSecret.class)))
    @APIResponse(
            responseCode = "409",
            description = "There is one with the same address and filter (webhook-exists), or there are 50"
                    + " (too-many-webhooks).")
    public Uni<Response> create(byte[] body) {
        Wish wish = WebhookSubmission.read(body);
        return webhooks.make(caller.tenant(), wish, caller.subject())
                .map(made -> Response.created(
                                URI.create("/v1/webhooks/" + made.webhook().id()))
                        .entity(WithSecret.of(made))
                        .tag(String.valueOf(made.webhook().revision()))
                        .build());
    }

    @GET
    @ExpensiveRead(when = "limit>100")
    @Operation(operationId = "listWebhooks", summary = "List the webhooks", description = "The oldest first.")
    @APIResponse(
            responseCode = "200",
            description = "A page of webhooks.",
            content = @Content(schema = @Schema(implementation = WebhookPage.class)))
    public Uni<Page<WebhookView>> list(
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return webhooks.list(caller.tenant(), items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(WebhookView::of));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getWebhook", summary = "Read a webhook", description = "Without its secret.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(responseCode = "404", description = NO_SUCH_WEBHOOK)
    public Uni<Response> get(@Parameter(description = ID) @RestPath String id) {
        return webhooks.byId(caller.tenant(), known(id)).map(WebhooksResource::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putWebhook",
            summary = "Change a webhook, pause it, or switch it on again",
            description =
                    "What is left out is at its default afterwards. The same again changes nothing. A webhook that is"
                            + " switched on again goes on where it stopped; another filter holds for the changes after its"
                            + " position.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = WebhookSubmission.class),
                            examples = @ExampleObject(value = WebhookSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The webhook as it is now; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(responseCode = "404", description = NO_SUCH_WEBHOOK)
    @APIResponse(
            responseCode = "409",
            description = "There is another with the same address and filter (webhook-exists).")
    @APIResponse(responseCode = "412", description = "The webhook has changed since the revision in If-Match.")
    public Uni<Response> put(
            @Parameter(description = ID) @RestPath String id,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        Wish wish = WebhookSubmission.read(body);
        return webhooks.change(caller.tenant(), known(id), wish, caller.subject(), IfMatch.accepted(ifMatch))
                .map(WebhooksResource::answer);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "Delete a webhook",
            description = "With its secrets and deliveries; a request that is just under way is not called back.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", description = NO_SUCH_WEBHOOK)
    public Uni<Void> delete(@Parameter(description = ID) @RestPath String id) {
        return webhooks.delete(caller.tenant(), known(id));
    }

    @POST
    @Path("/{id}/secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Get another secret",
            description =
                    "Deliveries are signed with the new one at once, and for 24 hours with those before it too, each"
                            + " with a signature of its own. At most 5 hold at a time.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook with its new secret, which is not shown again.",
            content = @Content(schema = @Schema(implementation = WithSecret.class)))
    @APIResponse(responseCode = "404", description = NO_SUCH_WEBHOOK)
    @APIResponse(responseCode = "409", description = "5 secrets hold already (rotated-too-often).")
    public Uni<WithSecret> rotate(@Parameter(description = ID) @RestPath String id) {
        return webhooks.rotate(caller.tenant(), known(id)).map(WithSecret::of);
    }

    @POST
    @Path("/{id}/test")
    @Operation(
            operationId = "testWebhook",
            summary = "Send a test message",
            description =
                    "Sends one message of the type " + TryWebhook.TYPE + ", signed like all, and waits for the answer,"
                            + " up to 15 s. It is neither kept nor tried again; the webhook may be inactive.")
    @APIResponse(
            responseCode = "200",
            description = "What the receiver said.",
            content = @Content(schema = @Schema(implementation = TestView.class)))
    @APIResponse(responseCode = "404", description = NO_SUCH_WEBHOOK)
    public Uni<TestView> test(@Parameter(description = ID) @RestPath String id) {
        return tryWebhook.send(caller.tenant(), known(id)).map(TestView::of);
    }

    @GET
    @Path("/{id}/deliveries")
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "See what became of the deliveries",
            description = "The newest first. Delivered and dead ones are removed after a while, by default 30 days.")
    @APIResponse(
            responseCode = "200",
            description = "A page of deliveries.",
            content = @Content(schema = @Schema(implementation = DeliveryPage.class)))
    @APIResponse(responseCode = "404", description = NO_SUCH_WEBHOOK)
    public Uni<Page<DeliveryView>> deliveries(
            @Parameter(description = ID) @RestPath String id,
            @Parameter(description = "pending, failed, delivered or dead; all by default.") @RestQuery String status,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        DeliveryStatus wanted = query.oneOf("status", status, STATUSES);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return deliveries
                .list(caller.tenant(), known(id), wanted, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(DeliveryView::of));
    }

    @POST
    @Path("/{id}/deliveries/{position}/redelivery")
    @Operation(
            operationId = "redeliver",
            summary = "Send a delivery again",
            description =
                    "Whatever became of it: it is pending again, under the same webhook-id, with a day of attempts"
                            + " before it.")
    @APIResponse(
            responseCode = "200",
            description = "The delivery, pending.",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such webhook (no-such-webhook) or delivery (no-such-delivery).")
    public Uni<DeliveryView> redeliver(
            @Parameter(description = ID) @RestPath String id,
            @Parameter(description = "The position of the tier change.") @RestPath String position) {
        String webhook = known(id);
        if (!POSITION.matcher(position).matches()) {
            throw InspectDeliveries.unknown(position);
        }
        return deliveries
                .again(caller.tenant(), webhook, Long.parseLong(position))
                .map(DeliveryView::of);
    }

    @POST
    @Path("/{id}/redelivery")
    @Operation(
            operationId = "redeliverDead",
            summary = "Send all dead deliveries again",
            description = "Up to 10,000 with one request, the oldest first.")
    @APIResponse(
            responseCode = "200",
            description = "How many there were.",
            content = @Content(schema = @Schema(implementation = Redelivery.class)))
    @APIResponse(responseCode = "404", description = NO_SUCH_WEBHOOK)
    public Uni<Redelivery> redeliverDead(@Parameter(description = ID) @RestPath String id) {
        return deliveries.againAllDead(caller.tenant(), known(id)).map(Redelivery::new);
    }

    /** The id, if it can be one; what cannot is nobody's, and the database would not even take every text. */
    private static String known(String id) {
        if (!ULID.matcher(id).matches()) {
            throw KeepWebhooks.unknown(id);
        }
        return id;
    }

    private static Response answer(Webhook webhook) {
        return Response.ok(WebhookView.of(webhook))
                .tag(String.valueOf(webhook.revision()))
                .build();
    }
}
