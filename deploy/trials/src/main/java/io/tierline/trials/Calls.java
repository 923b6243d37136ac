package io.tierline.trials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calls as a telephony system posts them. */
public final class Calls {
    public static final List<String> OUTCOMES =
            List.of("NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C");

    private static final List<String> ROLES = List.of("EB", "UB", "TB");
    private static final Map<String, String> TEAMS =
            Map.of("li.wei", "east-1", "zhang.min", "east-1", "sun.jing", "west-2", "zhao.lei", "west-2");
    private static final List<String> REPS = TEAMS.keySet().stream().sorted().toList();

    private Calls() {}

    /** A call of li.wei's that was answered a minute ago and not summarised. */
    public static ObjectNode answered(String callId, String customer) {
        return Api.JSON
                .createObjectNode()
                .put("callId", callId)
                .put("customerId", customer)
                .put("contactRole", "UB")
                .put("rep", "li.wei")
                .put("team", "east-1")
                .put("campaign", "expo-2026")
                .put(
                        "startedAt",
                        Instant.now()
                                .minusSeconds(60)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .put("ringSeconds", 12)
                .put("talkSeconds", 95);
    }

    /** The same, summarised. */
    public static ObjectNode summarised(String callId, String customer, String outcome) {
        return answered(callId, customer).put("outcome", outcome);
    }

    /** Any call of some rep with some customer's some buyer within a span of time; always the same for the same random. */
    public static ObjectNode random(Random random, String callId, String customer, Instant from, Duration span) {
        String rep = REPS.get(random.nextInt(REPS.size()));
        return answered(callId, customer)
                .put("contactRole", ROLES.get(random.nextInt(ROLES.size())))
                .put("rep", rep)
                .put("team", TEAMS.get(rep))
                .put(
                        "startedAt",
                        from.plusSeconds(random.nextInt((int) span.toSeconds())).toString())
                .put("talkSeconds", random.nextInt(600))
                .put("outcome", OUTCOMES.get(random.nextInt(OUTCOMES.size())));
    }

    public static String from(Instant from, Instant to) {
        return "from=" + from + "&to=" + to;
    }
}
