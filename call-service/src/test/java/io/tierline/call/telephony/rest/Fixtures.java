package io.tierline.call.telephony.rest;

import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.policies.domain.Company;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.Legs;
import io.tierline.call.telephony.persistence.MappingFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Records as telephony systems post them, and a company in Shanghai that receives them. */
final class Fixtures {

    static final Company COMPANY = new Company(ZoneId.of("Asia/Shanghai"), "CN", List.of("en"));
    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    static final Instant START = Instant.parse("2026-11-23T01:30:00Z");

    private Fixtures() {}

    /** The file's bytes. */
    static byte[] bytes(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream("/telephony/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file as text. */
    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).strip();
    }

    /** The call that the records make. */
    static CallReport call(LegRecord... records) {
        return Legs.merged(List.of(records), Mappings.FILES.of(records[0].source()));
    }

    private static final class Mappings {
        private static final MappingFiles FILES = new MappingFiles();
    }
}
