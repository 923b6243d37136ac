package io.tierline.call.calls;

import java.util.LinkedHashMap;
import java.util.Map;

/** What reps say about calls. */
public final class Summaries {

    private Summaries() {}

    /** Met with interest: a meeting was agreed. */
    public static Map<String, Object> meeting() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("outcome", "C");
        summary.put("meetingAt", "2026-11-27T14:00:00+08:00");
        summary.put("notes", "Wants to see the demo with his CFO.");
        return summary;
    }
}
