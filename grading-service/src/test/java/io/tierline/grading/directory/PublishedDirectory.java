package io.tierline.grading.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.grades.PublishedCalls;
import io.tierline.kit.messaging.CloudEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The directory as call-service publishes it. */
public final class PublishedDirectory {

    public static final String TOPIC = "tierline.directory";

    private PublishedDirectory() {}

    /** Publishes a revision of the company's policy. */
    public static void policy(String tenant, int revision, String timeZone) {
        publish(
                tenant,
                "company-policy",
                "policy/company",
                json(Map.of(
                        "revision",
                        revision,
                        "timeZone",
                        timeZone,
                        "defaultRegion",
                        "CN",
                        "languages",
                        List.of("zh-CN", "en"))));
    }

    /** Publishes a revision of a rep; memberships as team, from, team, from … */
    public static void rep(String tenant, int revision, String repId, String name, Object... memberships) {
        List<Map<String, Object>> teams = new ArrayList<>();
        for (int i = 0; i < memberships.length; i += 2) {
            Map<String, Object> membership = new LinkedHashMap<>();
            membership.put("team", memberships[i]);
            membership.put("from", memberships[i + 1].toString());
            teams.add(membership);
        }
        Map<String, Object> rep = new LinkedHashMap<>();
        rep.put("revision", revision);
        rep.put("repId", repId);
        rep.put("name", name);
        rep.put("active", true);
        rep.put("known", true);
        rep.put("team", null);
        rep.put("memberships", teams);
        publish(tenant, "rep", "rep/" + repId, json(rep));
    }

    /** Publishes a team at its first revision. */
    public static void team(String tenant, String teamId, String name) {
        publish(
                tenant,
                "team",
                "team/" + teamId,
                json(Map.of("revision", 1, "teamId", teamId, "name", name, "active", true, "known", true)));
    }

    /** Publishes payloads of one entity, in this order. */
    static void publish(String tenant, String event, String entity, String... payloads) {
        PublishedCalls.send(Arrays.stream(payloads)
                .map(payload -> record(tenant, event, entity, payload))
                .toList());
    }

    private static ProducerRecord<byte[], byte[]> record(String tenant, String event, String entity, String payload) {
        return CloudEvents.record(
                TOPIC, "call-service", event + ".v1", tenant + "/" + entity, "test", Instant.now(), payload);
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
