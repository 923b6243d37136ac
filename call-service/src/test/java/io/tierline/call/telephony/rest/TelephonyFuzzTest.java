package io.tierline.call.telephony.rest;

import static io.tierline.call.telephony.rest.Fixtures.COMPANY;
import static io.tierline.call.telephony.rest.Fixtures.NOW;
import static io.tierline.call.telephony.rest.Fixtures.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.contacts.domain.Phone;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.testing.Seeds;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes arrive as a record of a telephony system: all that is taken from it can be kept, or it is refused. */
public class TelephonyFuzzTest {

    /** As the service's own. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        TelephonyFuzzTest test = new TelephonyFuzzTest();
        test.recordCanBeKept_orIsRefused(input);
        test.freeswitchRecordIsTheSameInEveryEncoding(input);
        test.callIsTheSame_inWhateverOrderItsRecordsCome(input);
    }

    static Stream<Named<byte[]>> fixtures() {
        return Seeds.files(TelephonyFuzzTest.class, "/telephony").stream();
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    @MethodSource("fixtures")
    void recordCanBeKept_orIsRefused(byte[] body) {
        for (TelephonySource source : TelephonySource.values()) {
            read(source, body).forEach(record -> {
                assertKeepable(source, record);
                CallReport call = call(record);
                assertThat(call.callId()).isEqualTo(record.callId());
                assertThat(call.startedAt()).isEqualTo(record.startedAt());
                assertSeconds(call.ringSeconds());
                assertSeconds(call.talkSeconds());
                assertThat(call(record, record)).isEqualTo(call);
            });
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    @MethodSource("fixtures")
    void freeswitchRecordIsTheSameInEveryEncoding(byte[] body) {
        String text = new String(body, UTF_8).strip();
        if (text.startsWith("{")) {
            Optional<LegRecord> plain = freeswitch(body);
            assertThat(freeswitch(("cdr=" + URLEncoder.encode(text, UTF_8)).getBytes(UTF_8)))
                    .isEqualTo(plain);
            byte[] base64 = Base64.getEncoder().encode(text.getBytes(UTF_8));
            assertThat(freeswitch(("cdr=" + new String(base64, UTF_8)).getBytes(UTF_8)))
                    .isEqualTo(plain);
        }
    }

    /** Two records, each on a line. */
    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void callIsTheSame_inWhateverOrderItsRecordsCome(byte[] body) {
        String[] bodies = new String(body, UTF_8).split("\n", 2);
        for (TelephonySource source : TelephonySource.values()) {
            for (LegRecord one : read(source, bodies[0].getBytes(UTF_8))) {
                for (LegRecord other : read(source, bodies[bodies.length - 1].getBytes(UTF_8))) {
                    boolean sameVersion = one.recordId().equals(other.recordId()) && one.version() == other.version();
                    if (one.callId().equals(other.callId()) && !sameVersion) {
                        assertThat(call(one, other)).isEqualTo(call(other, one));
                    }
                }
            }
        }
    }

    private static void assertKeepable(TelephonySource source, LegRecord record) {
        assertThat(record.source()).isEqualTo(source.word());
        assertThat(record.callId()).startsWith(source.prefix()).matches(Texts.ID);
        assertThat(record.leg()).isNotEmpty();
        assertThat(record.recordId()).isNotEmpty();
        assertThat(record.version()).isNotNegative();
        if (record.phone() != null) {
            assertThat(Phone.e164(record.phone(), null)).contains(record.phone());
        }
        for (String id : new String[] {record.rep(), record.customerId(), record.campaign()}) {
            if (id != null) {
                assertThat(id).matches(Texts.ID);
            }
        }
        Stream.concat(Stream.ofNullable(record.trunk()), record.codes().stream())
                .forEach(text ->
                        assertThat(text.codePointCount(0, text.length())).isBetween(1, 128));
        assertThat(record.startedAt())
                .isEqualTo(record.startedAt().truncatedTo(ChronoUnit.MICROS))
                .isBeforeOrEqualTo(NOW.plus(Duration.ofMinutes(5)));
        if (record.recordingUrl() != null) {
            assertThat(record.recordingUrl()).matches("(?i)https?:.*").hasSizeLessThanOrEqualTo(2_048);
        }
        assertSeconds(record.talkSeconds());
        assertThat(record.toString()).matches(Json::isWholeText);
        assertThat(readAgain(written(record))).isEqualTo(record);
    }

    private static void assertSeconds(Integer seconds) {
        if (seconds != null) {
            assertThat(seconds).isBetween(0, 86_400);
        }
    }

    /** What the body is as a record of the source, in each of the forms that it may come in. */
    private static List<LegRecord> read(TelephonySource source, byte[] body) {
        return switch (source) {
            case FREESWITCH -> freeswitch(body).stream().toList();
            case TWILIO ->
                readOrRefused(() -> {
                            String[] formAndQuery = new String(body, UTF_8).split("\n", 2);
                            return TwilioCallback.read(
                                    ForeignBody.form(formAndQuery[0]),
                                    ForeignBody.form(formAndQuery.length < 2 ? null : formAndQuery[1]),
                                    source.defaults(),
                                    COMPANY,
                                    NOW);
                        })
                        .stream()
                        .toList();
            case ASTERISK ->
                Stream.of(
                                readOrRefused(() -> AsteriskCdr.read(
                                        AsteriskCdr.ofForm(ForeignBody.form(body)), source.defaults(), COMPANY, NOW)),
                                readOrRefused(() -> AsteriskCdr.read(
                                        AsteriskCdr.ofJson(ForeignBody.object(body)), source.defaults(), COMPANY, NOW)))
                        .flatMap(Optional::stream)
                        .toList();
            case AMAZON_CONNECT ->
                readOrRefused(() -> ConnectRecord.read(ForeignBody.object(body), source.defaults(), COMPANY, NOW)
                                .orElse(null))
                        .stream()
                        .toList();
        };
    }

    private static Optional<LegRecord> freeswitch(byte[] body) {
        return readOrRefused(() ->
                FreeswitchCdr.read(FreeswitchCdr.json(body), TelephonySource.FREESWITCH.defaults(), COMPANY, NOW));
    }

    private static <T> Optional<T> readOrRefused(Supplier<T> reader) {
        try {
            return Optional.ofNullable(reader.get());
        } catch (Problem e) {
            assertThat(e.status()).isIn(400, 422);
            assertThat(e.status() == 422).isEqualTo(!e.faults().isEmpty());
            return Optional.empty();
        }
    }

    private static String written(LegRecord record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static LegRecord readAgain(String kept) {
        try {
            return JSON.readValue(kept, LegRecord.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
