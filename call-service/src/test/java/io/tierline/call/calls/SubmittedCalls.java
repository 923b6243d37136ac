package io.tierline.call.calls;

import java.util.LinkedHashMap;
import java.util.Map;

/** Calls as a telephony system submits them. */
public final class SubmittedCalls {

    private SubmittedCalls() {}

    /** Li Wei reached the economic buyer of Acme for 95 seconds: a follow-up was agreed. */
    public static Map<String, Object> answered(String callId) {
        Map<String, Object> call = unsummarised(callId);
        call.put("contactRole", "EB");
        call.put(
                "telephony", Map.of("source", "freeswitch", "result", "ANSWERED", "code", "16", "endedBy", "customer"));
        call.put("outcome", "D");
        call.put("followUpAt", "2026-11-25T10:00:00+08:00");
        call.put("qualification", Map.of("keyPersons", Map.of("EB", Map.of("stance", "reached", "need", "known"))));
        return call;
    }

    /** A call to Acme of which nobody has said how it went. */
    public static Map<String, Object> unsummarised(String callId) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", callId);
        call.put("phone", "+8613800138000");
        call.put("customerId", "acme");
        call.put("rep", "li.wei");
        call.put("team", "east-1");
        call.put("startedAt", "2026-11-23T09:30:00+08:00");
        call.put("ringSeconds", 12);
        call.put("talkSeconds", 95);
        return call;
    }

    /** A call of which only the number is known. */
    public static Map<String, Object> toUnknownNumber(String callId, String phone) {
        Map<String, Object> call = unsummarised(callId);
        call.put("phone", phone);
        call.remove("customerId");
        return call;
    }
}
