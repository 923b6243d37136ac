package io.tierline.call.calls.domain;

import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.directory.domain.Roster;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A call at one of its revisions. Every change gives a new one, with a revision one higher. Status and outcome are not
 * kept but follow from the rest.
 *
 * @param phone E.164 or null; never leaves this service
 * @param attribution whose it is and when it was
 * @param previousCustomerId whose it was before, on the revision that moved it; else null
 * @param ringSeconds seconds of ringing, or null
 * @param talkSeconds seconds of talk, or null
 * @param summary what the rep said, with its defaults
 * @param summarisedAt since when somebody has said how the call went: when it first had the outcome that has been corrected
 *     at most since then; null while nobody has, also where the telephony alone tells
 * @param contradictions what {@link SummaryCheck} found when summary or telephony last changed, by the policy of then
 * @param dismissedFlags those of them that somebody has looked at and let stand, as long as summary and telephony stay
 * @param voided whether it was posted by mistake and counts for nothing
 * @param agenda what has become of the follow-up and the meeting that the summary agreed
 * @param fingerprint of the submission it began as; sealed once the call is erased
 * @param erased whether everything was taken from it that a person could be known by; for good
 */
public record Call(
        String tenant,
        String callId,
        String phone,
        Attribution attribution,
        String previousCustomerId,
        String campaign,
        Direction direction,
        Integer ringSeconds,
        Integer talkSeconds,
        String recordingUrl,
        Telephony telephony,
        Summary summary,
        Instant summarisedAt,
        List<String> contradictions,
        List<String> dismissedFlags,
        boolean voided,
        Agenda agenda,
        byte[] fingerprint,
        boolean erased,
        Revision revision) {

    /** To the microsecond, as it is stored: published again, the call is the same. */
    public Call {
        summarisedAt = summarisedAt == null ? null : summarisedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The first revision of a submitted call.
     *
     * @param customerId the customer, as submitted or as the contacts know the number
     * @param contactRole as submitted or as the contacts know the number; may be null
     * @param roster what the directory says of the rep, whose team the call gets if none was submitted
     * @param checks what contradicts in the company's eyes
     */
    public static Call recorded(
            String tenant,
            Submission submitted,
            String customerId,
            ContactRole contactRole,
            Roster roster,
            SummaryCheckPolicy checks,
            Instant at,
            String by) {
        String team = submitted.team() != null
                ? submitted.team()
                : roster.teamOf(tenant, submitted.rep(), submitted.startedAt());
        Call recorded = new Call(
                tenant,
                submitted.callId(),
                submitted.phone(),
                new Attribution(submitted.rep(), team, customerId, contactRole, submitted.startedAt()),
                null,
                submitted.campaign(),
                Objects.requireNonNullElse(submitted.direction(), Direction.OUTBOUND),
                submitted.ringSeconds(),
                submitted.talkSeconds(),
                submitted.recordingUrl(),
                submitted.understood(),
                submitted.summary().withDefaults(),
                submitted.summary().outcome() == null ? null : at,
                List.of(),
                List.of(),
                false,
                Agenda.AS_AGREED,
                submitted.fingerprint(),
                false,
                new Revision(1, Change.RECORDED, at, by));
        return recorded.checked(checks);
    }

    /**
     * The call with another summary, checked anew; the very same call when it already has this one. An erased call takes no
     * more words: nobody could find them by the number any more to take them away.
     */
    public Call summarised(Summary other, SummaryCheckPolicy checks, Instant at, String by) {
        Summary wanted = (erased ? other.withoutWords() : other).withDefaults();
        return summary.equals(wanted)
                ? this
                : next(attribution, wanted, List.of(), voided, Change.SUMMARISED, at, by)
                        .checked(checks);
    }

    /** The call with another attribution; the very same call when it already has this one. */
    public Call attributed(Attribution other, Instant at, String by) {
        return attribution.equals(other)
                ? this
                : next(other, summary, dismissedFlags, voided, Change.ATTRIBUTED, at, by);
    }

    /**
     * The call as a later report of the telephony system has it; the very same call when that says nothing new. What was
     * measured follows the report; what people may have changed since ({@link Attribution}) follows only where nobody
     * has. The team follows rep and start, unless somebody has given the call another than its rep's.
     *
     * @param before what the system had said until now
     * @param after what it says now
     * @param customerId the customer by this report
     * @param roster what the directory says of the reps, the present one's and the reported one's
     * @param checks what contradicts in the company's eyes
     */
    public Call reported(
            CallReport before,
            CallReport after,
            String customerId,
            Roster roster,
            SummaryCheckPolicy checks,
            Instant at,
            String by) {
        String rep = newer(attribution.rep(), before.rep(), after.rep());
        Instant startedAt = newer(attribution.startedAt(), before.startedAt(), after.startedAt());
        Attribution to = new Attribution(
                rep,
                newer(
                        attribution.team(),
                        roster.teamOf(tenant, attribution.rep(), attribution.startedAt()),
                        roster.teamOf(tenant, rep, startedAt)),
                customerId,
                newer(attribution.contactRole(), before.contactRole(), after.contactRole()),
                startedAt);
        Call reported = new Call(
                tenant,
                callId,
                erased ? null : newer(phone, before.phone(), after.phone()),
                to,
                attribution.customerId().equals(customerId) ? null : attribution.customerId(),
                newer(campaign, before.campaign(), after.campaign()),
                Objects.requireNonNullElse(after.direction(), direction),
                after.ringSeconds(),
                after.talkSeconds(),
                erased ? null : after.recordingUrl(),
                after.telephony(),
                summary,
                summarisedAt,
                List.of(),
                List.of(),
                voided,
                agenda,
                fingerprint,
                erased,
                new Revision(revision.number() + 1, Change.REPORTED, at, by));
        return saysTheSame(reported) ? this : reported.checked(checks);
    }

    /** The call, counting for nothing from now on; the very same call when it already does. */
    public Call voided(Instant at, String by) {
        return voided ? this : next(attribution, summary, dismissedFlags, true, Change.VOIDED, at, by);
    }

    /**
     * The call with one of its flags let stand; the very same call when it is already.
     *
     * @param flag one of {@link #flags} or {@link #dismissedFlags}
     */
    public Call dismissed(String flag, Instant at, String by) {
        if (dismissedFlags.contains(flag)) {
            return this;
        }
        List<String> dismissed =
                Stream.concat(dismissedFlags.stream(), Stream.of(flag)).sorted().toList();
        return next(attribution, summary, dismissed, voided, Change.FLAG_DISMISSED, at, by);
    }

    /** The call with another agenda; the very same call when it already has this one. An erased call takes no words. */
    public Call scheduled(Agenda other, Change change, Instant at, String by) {
        Agenda wanted = erased ? other.withoutWords() : other;
        return agenda.equals(wanted)
                ? this
                : next(attribution, summary, dismissedFlags, voided, change, at, by)
                        .with(contradictions, wanted);
    }

    /** When to call again, as last agreed; null when it was never agreed. */
    public Instant followUpAt() {
        return agenda.followUpMovedTo() == null ? summary.followUpAt() : agenda.followUpMovedTo();
    }

    /** When the meeting is, as last agreed; null when it was never agreed. */
    public Instant meetingAt() {
        return agenda.meetingMovedTo() == null ? summary.meetingAt() : agenda.meetingMovedTo();
    }

    /**
     * The call without anything that a person could be known by; what counts of it stays. It is no revision: nothing that
     * anybody is told of a call has changed.
     *
     * @param sealedFingerprint the fingerprint under a key
     */
    public Call erased(byte[] sealedFingerprint) {
        return new Call(
                tenant,
                callId,
                null,
                attribution,
                previousCustomerId,
                campaign,
                direction,
                ringSeconds,
                talkSeconds,
                null,
                telephony,
                summary.withoutWords(),
                summarisedAt,
                contradictions,
                dismissedFlags,
                voided,
                agenda.withoutWords(),
                sealedFingerprint,
                true,
                revision);
    }

    /** How far its summary is: a rep's outcome, or else what the telephony says. */
    public CallStatus status() {
        return summary.outcome() != null
                ? CallStatus.SUMMARISED
                : telephonyResult().status(ringSeconds);
    }

    /** The rep's outcome, which always beats the one evident from the telephony; null unless summarised. */
    public Outcome outcome() {
        return summary.outcome() != null ? summary.outcome() : telephonyResult().outcome(ringSeconds);
    }

    /** The contradictions that nobody has let stand; empty when all is well. */
    public List<String> flags() {
        return contradictions.stream()
                .filter(flag -> !dismissedFlags.contains(flag))
                .toList();
    }

    private Instant summarisedSince(Summary newSummary, Instant at) {
        if (newSummary.outcome() == null) {
            return null;
        }
        return summary.outcome() == null ? at : summarisedAt;
    }

    private Call checked(SummaryCheckPolicy checks) {
        return with(SummaryCheck.contradictionsIn(this, checks), agenda);
    }

    private boolean saysTheSame(Call other) {
        return Objects.equals(phone, other.phone)
                && attribution.equals(other.attribution)
                && Objects.equals(campaign, other.campaign)
                && direction == other.direction
                && Objects.equals(ringSeconds, other.ringSeconds)
                && Objects.equals(talkSeconds, other.talkSeconds)
                && Objects.equals(recordingUrl, other.recordingUrl)
                && telephony.equals(other.telephony);
    }

    /** What the system says now, where the present value is what it had said before. */
    private static <T> T newer(T present, T before, T after) {
        return Objects.equals(present, before) ? after : present;
    }

    private TelephonyResult telephonyResult() {
        return Objects.requireNonNullElse(telephony.result(), TelephonyResult.UNKNOWN);
    }

    private Call with(List<String> nowContradicting, Agenda nowAgreed) {
        return new Call(
                tenant,
                callId,
                phone,
                attribution,
                previousCustomerId,
                campaign,
                direction,
                ringSeconds,
                talkSeconds,
                recordingUrl,
                telephony,
                summary,
                summarisedAt,
                nowContradicting,
                dismissedFlags,
                voided,
                nowAgreed,
                fingerprint,
                erased,
                revision);
    }

    private Call next(
            Attribution to,
            Summary newSummary,
            List<String> nowDismissed,
            boolean nowVoided,
            Change change,
            Instant at,
            String by) {
        String left = attribution.customerId().equals(to.customerId()) ? null : attribution.customerId();
        return new Call(
                tenant,
                callId,
                phone,
                to,
                left,
                campaign,
                direction,
                ringSeconds,
                talkSeconds,
                recordingUrl,
                telephony,
                newSummary,
                summarisedSince(newSummary, at),
                contradictions,
                nowDismissed,
                nowVoided,
                agenda.under(summary, newSummary),
                fingerprint,
                erased,
                new Revision(revision.number() + 1, change, at, by));
    }
}
