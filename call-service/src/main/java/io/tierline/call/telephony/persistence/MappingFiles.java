package io.tierline.call.telephony.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.Startup;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.application.BuiltInMappings;
import io.tierline.call.telephony.domain.CodeMapping;
import io.tierline.kit.input.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The built-in mappings, one resource file for each source; all are read at the start, which fails when one names a
 * result that does not exist. A file lays its own codes over those of the files that it is based on.
 */
@Startup
@ApplicationScoped
public class MappingFiles implements BuiltInMappings {

    /** Each source that has a file, {@code telephony/<source>.json}; what others are based on comes first. */
    static final List<String> SOURCES = List.of(
            "q850",
            "sip",
            "freeswitch",
            "twilio",
            "asterisk",
            "amazon-connect",
            "tencent",
            "aliyun",
            "volcengine",
            "huawei");

    private final Map<String, CodeMapping> mappings = new HashMap<>();

    public MappingFiles() {
        SOURCES.forEach(source -> mappings.put(source, read(source)));
    }

    @Override
    public CodeMapping of(String source) {
        return mappings.getOrDefault(source, CodeMapping.EMPTY);
    }

    private CodeMapping read(String source) {
        JsonNode file = tree("/telephony/" + source + ".json");
        CodeMapping mapping = CodeMapping.EMPTY;
        for (JsonNode base : file.path("basedOn")) {
            mapping = mapping.with(mappings.get(base.textValue()));
        }
        Map<String, TelephonyResult> codes = new TreeMap<>();
        file.path("codes")
                .properties()
                .forEach(code -> codes.put(
                        code.getKey(), TelephonyResult.valueOf(code.getValue().textValue())));
        return mapping.with(new CodeMapping(codes));
    }

    private static JsonNode tree(String resource) {
        try (InputStream file = MappingFiles.class.getResourceAsStream(resource)) {
            return Json.read(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
