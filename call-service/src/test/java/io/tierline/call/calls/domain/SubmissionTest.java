package io.tierline.call.calls.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.contacts.domain.ContactRole;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two submissions are the same exactly when they say the same. */
class SubmissionTest {

    private static final Map<Class<?>, Object[]> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put(String.class, new Object[] {"a", "b"});
        VALUES.put(Integer.class, new Object[] {0, 1});
        VALUES.put(Boolean.class, new Object[] {false, true});
        VALUES.put(Instant.class, new Object[] {Instant.EPOCH, Instant.EPOCH.plusNanos(1_000)});
        VALUES.put(ContactRole.class, new Object[] {ContactRole.EB, ContactRole.UB});
        VALUES.put(Direction.class, new Object[] {Direction.OUTBOUND, Direction.INBOUND});
        VALUES.put(TelephonyResult.class, new Object[] {TelephonyResult.ANSWERED, TelephonyResult.UNKNOWN});
        VALUES.put(EndedBy.class, new Object[] {EndedBy.REP, EndedBy.UNKNOWN});
        VALUES.put(Outcome.class, new Object[] {Outcome.C, Outcome.D});
    }

    /** What is looked up and not said. */
    private static final String MEANING = "meaning";

    /** Every member that is said and is no record itself, as the way to it. */
    static Stream<String> members() {
        return Stream.of(Submission.class.getRecordComponents())
                .filter(member -> !member.getName().equals(MEANING))
                .flatMap(member -> member.getType().isRecord()
                        ? Stream.of(member.getType().getRecordComponents())
                                .map(inner -> member.getName() + "." + inner.getName())
                        : Stream.of(member.getName()));
    }

    @ParameterizedTest
    @MethodSource("members")
    void submissionIsAnother_whenOneMemberSaysSomethingElse(String member) {
        String empty = fingerprint(Map.of());
        String one = fingerprint(Map.of(member, 0));
        String other = fingerprint(Map.of(member, 1));
        assertThat(Set.of(empty, one, other)).hasSize(3);
        assertThat(fingerprint(Map.of(member, 0))).isEqualTo(one);
    }

    @Test
    void submissionIsTheSame_whateverItsCodeIsTakenFor() {
        assertThat(fingerprint(Map.of(MEANING, 0))).isEqualTo(fingerprint(Map.of()));
    }

    @Test
    void noTwoMembersAreConfused() {
        // When
        Set<String> fingerprints = new LinkedHashSet<>();
        members().forEach(member -> fingerprints.add(fingerprint(Map.of(member, 0))));

        // Then
        assertThat(fingerprints).hasSize((int) members().count()).hasSizeGreaterThan(20);
    }

    @Test
    void textCannotPretendToBeTwo() {
        Telephony telephony = Telephony.NONE;
        assertThat(hex(submission("x", "y1:z", null, telephony)))
                .isNotEqualTo(hex(submission("x", "y", "z", telephony)));
        assertThat(hex(submission("x", "1:y", null, telephony)))
                .isNotEqualTo(hex(submission("x", null, "y", telephony)));
        assertThat(hex(submission("x", "-", null, telephony))).isNotEqualTo(hex(submission("x", null, "-", telephony)));
    }

    private static String hex(Submission submission) {
        return HexFormat.of().formatHex(submission.fingerprint());
    }

    private static Submission submission(String callId, String rep, String team, Telephony telephony) {
        return new Submission(
                callId,
                null,
                null,
                null,
                rep,
                team,
                null,
                null,
                null,
                null,
                null,
                null,
                telephony,
                null,
                Calls.NOTHING_SAID);
    }

    /** Of a submission in which the members named have the value of this place, and all others none. */
    private static String fingerprint(Map<String, Integer> places) {
        return hex((Submission) of(Submission.class, "", places));
    }

    private static Object of(Class<?> type, String prefix, Map<String, Integer> places) {
        Object[] values = Arrays.stream(type.getRecordComponents())
                .map(member -> {
                    String name = prefix + member.getName();
                    if (member.getType().isRecord()) {
                        return of(member.getType(), name + ".", places);
                    }
                    return places.containsKey(name) ? VALUES.get(member.getType())[places.get(name)] : null;
                })
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
