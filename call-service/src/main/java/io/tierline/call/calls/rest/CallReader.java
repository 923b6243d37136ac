package io.tierline.call.calls.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.call.calls.application.TelephonyCodes.Meanings;
import io.tierline.call.calls.domain.Attribution;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.Submission;
import io.tierline.call.calls.domain.Summary;
import io.tierline.call.calls.domain.Telephony;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.application.Phones;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.MergePatch;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what callers of the API say about calls; every fault is found before anything is refused. */
final class CallReader {

    /** How far a caller's clock may be ahead of ours. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final int LONGEST_NOTES = 4_000;
    private static final int DAY_SECONDS = 86_400;

    private CallReader() {}

    /**
     * The telephony system whose codes have to be known to understand the call; null when the call says itself what became
     * of it, or says nothing of it.
     */
    static String systemToAsk(JsonNode body) {
        JsonNode telephony = body.path("telephony");
        String source = telephony.path("source").textValue();
        boolean saysItself = telephony.hasNonNull("result") || !telephony.hasNonNull("code");
        return saysItself || source == null || !Texts.ID.matcher(source).matches() ? null : source;
    }

    /**
     * A submitted call.
     *
     * @param region where a phone number without country code belongs
     * @param codes what the codes of {@link #systemToAsk} mean; null when there is none
     * @throws Problem 422 with every fault
     */
    static Submission submission(JsonNode body, String region, Meanings codes, Instant now) {
        List<Fault> faults = new ArrayList<>();
        JsonInput call = JsonInput.of(body, "", faults);
        refuse(faults);
        call.require("callId");
        String callId = call.id("callId");
        String phone = Phones.in(call, "phone", region);
        String customerId = call.id("customerId");
        if (call.raw("phone") == null && call.raw("customerId") == null) {
            faults.add(new Fault("", "needs a phone or a customerId"));
        }
        call.require("startedAt");
        Direction direction = call.oneOf("direction", Words.DIRECTIONS);
        Integer talkSeconds = call.wholeNumber("talkSeconds", 0, DAY_SECONDS);
        Telephony telephony = telephony(call.object("telephony"));
        boolean askForCode = codes != null && telephony.result() == null && telephony.code() != null;
        Submission submission = new Submission(
                callId,
                phone,
                customerId,
                call.oneOf("contactRole", Words.CONTACT_ROLES),
                call.id("rep"),
                call.id("team"),
                call.id("campaign"),
                direction,
                startedAt(call, now),
                call.wholeNumber("ringSeconds", 0, DAY_SECONDS),
                talkSeconds,
                recordingUrl(call),
                telephony,
                askForCode ? codes.of(telephony.code(), talkSeconds, direction) : null,
                summary(call));
        if (call.raw("rep") == null && !mayLackRep(submission)) {
            call.fault(
                    "rep",
                    "is required, unless telephony says by its result that nobody answered, or has a source and a code");
        }
        call.refuseUnknown();
        refuse(faults);
        return submission;
    }

    /**
     * A summary that stands by itself.
     *
     * @param whole whether it replaces the former one, and so has to say what the outcome is
     * @throws Problem 422 with every fault
     */
    static Summary summary(JsonNode body, boolean whole) {
        List<Fault> faults = new ArrayList<>();
        JsonInput summary = JsonInput.of(body, "", faults);
        if (whole && !summary.has("outcome")) {
            summary.fault("outcome", "is required; null takes the outcome back");
        }
        Summary read = summary(summary);
        summary.refuseUnknown();
        refuse(faults);
        return read;
    }

    /**
     * A summary as a merge patch changes it.
     *
     * @param patch one that {@link #summary} has nothing against by itself
     */
    static Summary patched(Summary summary, JsonNode patch) {
        return summary(MergePatch.apply(SummaryTree.of(summary), patch), false);
    }

    /**
     * The call's attribution as a merge patch changes it.
     *
     * @throws Problem 422 with every fault
     */
    static Attribution attribution(Call call, JsonNode patch, Instant now) {
        List<Fault> faults = new ArrayList<>();
        JsonInput changes = JsonInput.of(patch, "", faults);
        Attribution present = call.attribution();
        for (String needed : List.of("customerId", "startedAt")) {
            if (changes.has(needed)) {
                changes.require(needed);
            }
        }
        if (changes.has("rep") && changes.raw("rep") == null && present.rep() != null) {
            changes.fault("rep", "cannot be taken away, only given to another");
        }
        Attribution attribution = new Attribution(
                changes.has("rep") ? changes.id("rep") : present.rep(),
                changes.has("team") ? changes.id("team") : present.team(),
                changes.has("customerId") ? changes.id("customerId") : present.customerId(),
                changes.has("contactRole") ? changes.oneOf("contactRole", Words.CONTACT_ROLES) : present.contactRole(),
                changes.has("startedAt") ? startedAt(changes, now) : present.startedAt());
        changes.refuseUnknown();
        refuse(faults);
        return attribution;
    }

    /**
     * When nobody answered there may have been no rep. Where a code has to be looked up it cannot be known what it will be
     * taken for tomorrow, and a repeat must not be refused for that.
     */
    private static boolean mayLackRep(Submission call) {
        TelephonyResult result = call.telephony().result();
        return result == null ? call.meaning() != null : result.nobodyAnswered();
    }

    private static Summary summary(JsonInput from) {
        return new Summary(
                from.oneOf("outcome", Words.OUTCOMES),
                from.text("reason", 500),
                from.text("notes", LONGEST_NOTES),
                from.instant("followUpAt"),
                from.instant("meetingAt"),
                from.flag("doNotCall"),
                QualificationReader.canonical(from.object("qualification"), from.raw("qualification")));
    }

    private static Telephony telephony(JsonInput from) {
        if (from == null) {
            return Telephony.NONE;
        }
        Telephony telephony = new Telephony(
                from.id("source"),
                from.oneOf("result", Words.TELEPHONY_RESULTS),
                from.text("code", 128),
                from.text("trunk", 128),
                from.oneOf("endedBy", Words.ENDED_BY));
        from.refuseUnknown();
        return telephony;
    }

    private static Instant startedAt(JsonInput from, Instant now) {
        Instant startedAt = from.instant("startedAt");
        return startedAt != null && startedAt.isAfter(now.plus(CLOCK_TOLERANCE))
                ? from.fault("startedAt", "is more than 5 minutes ahead of now")
                : startedAt;
    }

    private static String recordingUrl(JsonInput from) {
        String text = from.text("recordingUrl", 2_048);
        if (text == null) {
            return null;
        }
        try {
            String scheme = new URI(text).getScheme();
            if ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) {
                return text;
            }
        } catch (URISyntaxException e) {
            // The same fault as for another scheme.
        }
        return from.fault("recordingUrl", "must be an http or https address");
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
