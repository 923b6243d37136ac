package io.tierline.trials.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.history.Operation;
import io.tierline.trials.history.Operation.Completion;
import io.tierline.trials.history.Operation.Type;
import java.util.ArrayList;
import java.util.List;

/** A short history, written down with what came of it by hand. */
final class Histories {
    static final String TENANT = "trial-a";
    static final String LEAD = "lead-01M84JS0N4FP143KTNMA5VKJAN";

    private static final String FIRST = """
            {"callId":"call-1","revision":1,"status":"pending","flags":[],"voided":false,"phone":"+8613800138000",
             "customerId":"%s","contactRole":null,"rep":"li@trial-a","team":"east@trial-a","campaign":null,
             "direction":"outbound","startedAt":"2026-11-23T01:30:00Z","ringSeconds":12,"talkSeconds":95,
             "recordingUrl":null,"telephony":{"source":"freeswitch","result":"ANSWERED","code":null,"trunk":null,"endedBy":null},
             "outcome":null,"reason":null,"notes":null,"followUpAt":null,"meetingAt":null,"doNotCall":false,
             "qualification":null}""".formatted(LEAD);
    private static final String SECOND = """
            {"callId":"call-2","revision":1,"status":"summarised","flags":["no-meeting-date"],"voided":false,"phone":null,
             "customerId":"acme","contactRole":"EB","rep":"li@trial-a","team":"east@trial-a","campaign":null,
             "direction":"inbound","startedAt":"2026-11-23T02:30:00Z","ringSeconds":null,"talkSeconds":200,
             "recordingUrl":null,"telephony":null,
             "outcome":"C","reason":null,"notes":null,"followUpAt":null,"meetingAt":null,"doNotCall":false,
             "qualification":null}""";

    private final List<Operation> operations = new ArrayList<>();

    /** Two calls: one corrected and moved with its number, the other voided. */
    static List<Operation> ofTwoCalls() {
        Histories history = new Histories();
        history.ok("put-rep", "{'rep':'li@trial-a','body':{'name':'Li','team':'east@trial-a'}}", 200, object("{}"));
        history.ok(
                "post-call",
                "{'callId':'call-1','phone':'138 0013 8000','rep':'li@trial-a','startedAt':'2026-11-23T09:30:00+08:00',"
                        + "'ringSeconds':12,'talkSeconds':95,'telephony':{'source':'freeswitch','result':'ANSWERED'}}",
                201,
                first().put("result", "created"));
        history.ok(
                "post-call",
                "{'callId':'call-2','customerId':'acme','contactRole':'EB','rep':'li@trial-a','direction':'inbound',"
                        + "'startedAt':'2026-11-23T02:30:00Z','talkSeconds':200,'outcome':'C'}",
                201,
                second().put("result", "created"));
        history.ok(
                "put-outcome",
                "{'callId':'call-1','summary':{'outcome':'NO_NEED','notes':'word-1-of-trial-a'}}",
                200,
                corrected().put("revision", 2).put("customerId", LEAD).putNull("contactRole"));
        history.ok(
                "put-contact",
                "{'phone':'+8613800138000','body':{'customerId':'bolt','name':'Person word-2-of-trial-a','role':'UB'}}",
                200,
                object("{}"));
        history.ok("void-call", "{'callId':'call-2'}", 204, object("{}"));
        return history.operations;
    }

    /** The same, and then the person behind the number is erased. */
    static List<Operation> ofAnErasedPerson() {
        Histories history = new Histories();
        history.operations.addAll(ofTwoCalls());
        history.ok("erase-contact", "{'phone':'+8613800138000'}", 204, object("{}"));
        return history.operations;
    }

    /** What the API shows of the first call in the end. */
    static ObjectNode corrected() {
        return first().put("revision", 3)
                .put("customerId", "bolt")
                .put("contactRole", "UB")
                .put("status", "summarised")
                .put("outcome", "NO_NEED")
                .put("notes", "word-1-of-trial-a");
    }

    /** What the API shows of the second call in the end. */
    static ObjectNode voided() {
        return second().put("revision", 2).put("voided", true);
    }

    private static ObjectNode first() {
        return object(FIRST);
    }

    private static ObjectNode second() {
        return object(SECOND);
    }

    private void ok(String f, String value, int status, ObjectNode answer) {
        ObjectNode result = Api.JSON.createObjectNode().put("status", status).set("answer", answer);
        operations.add(new Operation(
                operations.size() + 1, 0, f, TENANT, 0, json(value), List.of(new Completion(Type.OK, 1, result))));
    }

    static ObjectNode object(String json) {
        return (ObjectNode) Api.json(json);
    }

    /** An object whose quotation marks are single ones. */
    static ObjectNode json(String text) {
        return object(text.replace('\'', '"'));
    }
}
