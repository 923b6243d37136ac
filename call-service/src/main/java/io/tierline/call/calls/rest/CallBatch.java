package io.tierline.call.calls.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.RecordCalls;
import io.tierline.call.calls.application.Recorded;
import io.tierline.call.calls.application.TelephonyCodes;
import io.tierline.call.calls.application.TelephonyCodes.Meanings;
import io.tierline.call.calls.domain.Submission;
import io.tierline.call.contacts.application.Phones;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.problem.ProblemBody;
import io.tierline.kit.rest.BatchBody;
import io.tierline.kit.rest.ProblemMappers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Records the calls of a batch, each by itself, and reports what became of them. */
@ApplicationScoped
class CallBatch {

    private static final BatchBody CALLS = new BatchBody("calls", 5_000, CallCsv.COLUMNS, CallCsv::call);

    /** Longer than any statement may take. */
    private static final Duration POLICY_WAIT = Duration.ofSeconds(20);

    /** A call of the batch: read, or the reason why not. */
    private record Read(String callId, Submission submission, ProblemBody problem) {}

    private final RecordCalls recordCalls;
    private final CompanyPolicy companyPolicy;
    private final TelephonyCodes telephonyCodes;
    private final Clock clock;

    CallBatch(RecordCalls recordCalls, CompanyPolicy companyPolicy, TelephonyCodes telephonyCodes, Clock clock) {
        this.recordCalls = recordCalls;
        this.companyPolicy = companyPolicy;
        this.telephonyCodes = telephonyCodes;
        this.clock = clock;
    }

    /**
     * Reads and records the batch; to be called on a worker thread, for it reads up to 16 MB.
     *
     * @param type the body's, JSON when it does not say
     */
    Uni<BatchReport> record(String tenant, String by, InputStream body, MediaType type) {
        Instant now = clock.instant();
        String region = Phones.regionOf(companyPolicy, tenant);
        Map<String, Meanings> codes = new HashMap<>();
        Function<JsonNode, Meanings> codesFor = call -> {
            String system = CallReader.systemToAsk(call);
            return system == null ? null : codes.computeIfAbsent(system, name -> codesOf(tenant, name));
        };
        List<Read> calls = CALLS.read(body, type, item -> read(item, region, codesFor, now));
        List<Submission> readable = calls.stream()
                .filter(call -> call.problem() == null)
                .map(Read::submission)
                .toList();
        return recordCalls.recordAll(tenant, by, readable).map(recorded -> report(calls, recorded));
    }

    private Meanings codesOf(String tenant, String system) {
        return telephonyCodes.of(tenant, system).await().atMost(POLICY_WAIT);
    }

    private static Read read(
            Supplier<JsonNode> item, String region, Function<JsonNode, Meanings> codesFor, Instant now) {
        String callId = null;
        try {
            JsonNode call = item.get();
            callId = call.path("callId").textValue();
            return new Read(callId, CallReader.submission(call, region, codesFor.apply(call), now), null);
        } catch (Problem problem) {
            return new Read(callId, null, problem.bodyInReport());
        }
    }

    private static BatchReport report(List<Read> calls, List<CompletableFuture<Recorded>> recorded) {
        List<BatchReport.Item> items = new ArrayList<>(calls.size());
        int next = 0;
        for (int index = 0; index < calls.size(); index++) {
            Read call = calls.get(index);
            items.add(
                    call.problem() != null
                            ? new BatchReport.Item(index, call.callId(), "rejected", call.problem())
                            : item(index, call.callId(), recorded.get(next++)));
        }
        return BatchReport.of(items);
    }

    private static BatchReport.Item item(int index, String callId, CompletableFuture<Recorded> recorded) {
        try {
            Recorded.Result result = recorded.join().result();
            return result == Recorded.Result.CONFLICT
                    ? new BatchReport.Item(
                            index,
                            callId,
                            "rejected",
                            CallsResource.conflict(callId).body())
                    : new BatchReport.Item(index, callId, Words.lower(result), null);
        } catch (CompletionException e) {
            Problem problem = ProblemMappers.problemOf(e.getCause());
            if (problem.retryAfter() != null) {
                // Nothing is wrong with the call, and a report that rejects it would be taken for the last word on it.
                throw problem;
            }
            return new BatchReport.Item(index, callId, "rejected", problem.body());
        }
    }
}
