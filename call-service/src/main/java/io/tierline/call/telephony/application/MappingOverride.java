package io.tierline.call.telephony.application;

import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.domain.CodeMapping;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a tenant says that the codes of a source mean.
 *
 * @param codes each code and its meaning
 */
public record MappingOverride(Map<String, TelephonyResult> codes) {

    /** Nothing said. */
    static final MappingOverride NONE = new MappingOverride(Map.of());

    public MappingOverride {
        codes = new TreeMap<>(codes);
    }

    /** As a mapping. */
    CodeMapping mapping() {
        return new CodeMapping(codes);
    }
}
