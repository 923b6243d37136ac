package io.tierline.analytics.bi.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.Roles;
import io.tierline.analytics.bi.application.GiveBiLogin;
import io.tierline.analytics.bi.application.ReadBiLogins;
import io.tierline.analytics.bi.application.RevokeBiLogin;
import io.tierline.analytics.bi.rest.BiLoginsBody.All;
import io.tierline.analytics.bi.rest.BiLoginsBody.New;
import io.tierline.analytics.bi.rest.BiLoginsBody.Submission;
import io.tierline.analytics.bi.rest.BiLoginsBody.View;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code POST|GET /v1/bi-logins}, {@code DELETE /v1/bi-logins/{name}}: for admins, who hand out access. */
@Path("/v1/bi-logins")
@Tag(name = "BI logins", description = "Database logins with which BI tools read the views of the schema bi.")
@RolesAllowed(Roles.ADMIN)
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "The token has not the role admin, or no tenant.")
public class BiLoginsResource {

    private static final String NOT_PERMITTED =
            "The service's database user may not make or change logins; an operator has to allow it"
                    + " (bi-logins-not-permitted).";

    private final GiveBiLogin giveLogin;
    private final RevokeBiLogin revokeLogin;
    private final ReadBiLogins readLogins;
    private final DatabaseAddress address;
    private final Caller caller;

    BiLoginsResource(
            GiveBiLogin giveLogin,
            RevokeBiLogin revokeLogin,
            ReadBiLogins readLogins,
            DatabaseAddress address,
            Caller caller) {
        this.giveLogin = giveLogin;
        this.revokeLogin = revokeLogin;
        this.readLogins = readLogins;
        this.address = address;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createBiLogin", summary = "Make a database login for a BI tool", description = """
                    A login for PostgreSQL that can read the views of the schema `bi` and nothing else, and in them the rows \
                    of the company alone. The password is shown this once. It cannot be changed here: make a login of \
                    another name, let the tool use that, and delete the first.

                    A statement may take a minute and a transaction five, unless the operator says otherwise; what takes \
                    longer is cancelled. A company may have 20 logins, each with 5 sessions at a time. When the database does \
                    not limit temporary files, `warnings` says what an administrator has to set.
                    """)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Submission.class),
                            examples =
                                    @ExampleObject(
                                            name = "For half a year",
                                            value = "{\"name\": \"powerbi\", \"validDays\": 180}")))
    @APIResponse(
            responseCode = "201",
            description = "The login with its password, and where to connect.",
            content = @Content(schema = @Schema(implementation = New.class)))
    @APIResponse(responseCode = "400", description = "The body cannot be read.")
    @APIResponse(responseCode = "406", description = "JSON is not accepted.")
    @APIResponse(
            responseCode = "409",
            description = "There is one of this name (bi-login-exists), or there are 20 (too-many-bi-logins).")
    @APIResponse(responseCode = "413", description = "The body is larger than 4 kB.")
    @APIResponse(responseCode = "415", description = "The body's Content-Type is not JSON.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the body; `errors` has all of it.")
    @APIResponse(responseCode = "503", description = NOT_PERMITTED)
    @LargestBody(4 * 1024)
    public Uni<Response> create(byte[] body) {
        Submission wish = Submission.read(Json.read(body));
        return giveLogin
                .give(caller.tenant(), wish.name(), wish.validDays(), caller.subject())
                .map(given -> Response.created(URI.create("/v1/bi-logins/" + wish.name()))
                        .entity(New.of(given, address))
                        .build());
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @Operation(operationId = "getBiLogins", summary = "Which database logins there are", description = """
                    Those that are good, by name, without their passwords. As CSV with the columns name, login, createdAt, \
                    createdBy, validUntil, connectionLimit, sessions.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The logins; all on one page.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = All.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> get(
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return readLogins.of(caller.tenant()).map(logins -> {
            All all = All.of(logins);
            return form.answer(
                            all,
                            BiLoginsBody.COLUMNS,
                            () -> all.items().stream().map(View::line).toList())
                    .build();
        });
    }

    @DELETE
    @Path("/{name}")
    @Operation(operationId = "deleteBiLogin", summary = "Revoke a database login", description = """
                    At once: nobody gets in with it any more, and its open sessions are ended. Its name is free again.
                    """)
    @APIResponse(responseCode = "204", description = "It is revoked.")
    @APIResponse(responseCode = "404", description = "There is no login of this name.")
    @APIResponse(responseCode = "503", description = NOT_PERMITTED)
    public Uni<Void> delete(@Parameter(description = "What you call it.", example = "powerbi") @RestPath String name) {
        return revokeLogin.revoke(caller.tenant(), name);
    }
}
