package io.tierline.grading.simulations.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.ReaderLanguages;
import io.tierline.grading.simulations.application.SimulateStandard;
import io.tierline.grading.simulations.application.SimulateStandard.Finished;
import io.tierline.grading.simulations.application.SimulateStandard.Progress;
import io.tierline.grading.simulations.application.SimulateStandard.Step;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.rest.ProblemMappers;
import io.tierline.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.function.Function;

/** How simulations are answered, whatever is simulated: the result alone, or with progress as server-sent events. */
@ApplicationScoped
class SimulationAnswers {

    static final String DESCRIPTION =
            "Grades all customers of the company by it and by the active version, and changes nothing: who would move, from"
                    + " where to where, with examples and reasons, and how well each standard would have told won deals from lost"
                    + " ones. Accept: text/event-stream gets progress events on the way and a result event at the end, or a failed"
                    + " event with a problem; of a company with many customers ask for that, as the JSON form sends nothing until the end"
                    + " and whatever stands between may give up waiting. One simulation of a company runs at a time.";

    static final String RUNNING = "Another simulation of the company is running (simulation-running).";

    static final String OVERLOADED = "Too many simulations of others are running (overloaded).";

    private final SimulateStandard simulateStandard;
    private final ReaderLanguages languages;
    private final Caller caller;

    SimulationAnswers(SimulateStandard simulateStandard, ReaderLanguages languages, Caller caller) {
        this.simulateStandard = simulateStandard;
        this.languages = languages;
        this.caller = caller;
    }

    /**
     * The result alone.
     *
     * @param find finds the standard in a tenant
     */
    Uni<SimulationView> result(Function<String, Uni<Standard>> find, HttpHeaders headers) {
        String tenant = caller.tenant();
        return languages
                .of(tenant, headers.getAcceptableLanguages())
                .chain(language -> find.apply(tenant)
                        .chain(standard -> simulateStandard
                                .simulate(tenant, standard)
                                .collect()
                                .last()
                                .map(step -> SimulationView.of(((Finished) step).simulation(), standard, language))));
    }

    /** Progress and, at the end, the result. */
    Multi<OutboundSseEvent> events(Function<String, Uni<Standard>> find, HttpHeaders headers, Sse sse) {
        String tenant = caller.tenant();
        return languages
                .of(tenant, headers.getAcceptableLanguages())
                .onItem()
                .transformToMulti(language -> find.apply(tenant)
                        .onItem()
                        .transformToMulti(standard -> simulateStandard
                                .simulate(tenant, standard)
                                .map(step -> event(step, standard, language, sse))
                                .onFailure()
                                // Whoever reads a stream has its 200 already: the problem has to come as an event.
                                .recoverWithItem(failure -> event(
                                        "failed",
                                        ProblemMappers.problemOf(failure).body(),
                                        sse))));
    }

    private static OutboundSseEvent event(Step step, Standard standard, Language language, Sse sse) {
        return step instanceof Finished finished
                ? event("result", SimulationView.of(finished.simulation(), standard, language), sse)
                : event("progress", (Progress) step, sse);
    }

    private static OutboundSseEvent event(String name, Object data, Sse sse) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build();
    }
}
