package io.tierline.call.policies.domain;

import java.time.ZoneId;
import java.util.List;

/**
 * What holds for the whole company and for all services.
 *
 * @param timeZone where its days begin and end
 * @param defaultRegion the region that a phone number without country code belongs to, such as {@code CN}
 * @param languages the languages of its people, the preferred one first: {@code en}, {@code zh-CN}
 */
public record Company(ZoneId timeZone, String defaultRegion, List<String> languages) {

    /** The languages that labels exist in. */
    public static final List<String> LANGUAGES = List.of("en", "zh-CN");

    /** What holds until the company has said otherwise. */
    public static final Company DEFAULT = new Company(ZoneId.of("UTC"), "CN", List.of("en"));

    public Company {
        languages = List.copyOf(languages);
    }
}
