package io.tierline.analytics.rates.rest;

import io.tierline.analytics.rates.application.FindCalls.Found;
import io.tierline.analytics.rates.domain.CountedCall;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.kit.csv.Csv;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of calls as JSON, and calls as CSV. */
@Schema(name = "CallsBehind")
public record CallsAnswer(
        @Schema(description = "First moment of the period, in UTC; the same on all pages.")
        Instant from,

        @Schema(description = "End of the period, in UTC; the same on all pages.")
        Instant to,

        @Schema(description = "The calls, the newest first.")
        List<Item> items,

        @Schema(description = "The cursor of the next page; null on the last.", nullable = true)
        String next) {

    /** A call. */
    @Schema(name = "CallBehind")
    public record Item(
            @Schema(
                    description = "The call; ask call-service for all of it: GET /v1/calls/{id}.",
                    examples = "pbx-7f3a")
            String callId,

            @Schema(description = "Who was called.", examples = "acme")
            String customerId,

            @Schema(description = "Who called; null when no rep was on the line.", nullable = true, examples = "li.wei")
            String rep,

            @Schema(
                    description = "The team at the time of the call; null when not known.",
                    nullable = true,
                    examples = "east-1")
            String team,

            @Schema(description = "Null when there is none.", nullable = true, examples = "expo-2026")
            String campaign,

            @Schema(enumeration = {"outbound", "inbound"}) String direction,

            @Schema(description = "When the call started, in UTC.")
            Instant startedAt,

            @Schema(enumeration = {"summarised", "pending", "failed"})
            String status,

            @Schema(description = "How it went; null unless it is summarised.", nullable = true)
            Outcome outcome,

            @Schema(description = "Talk time in seconds; null when not known.", nullable = true, examples = "95")
            Integer talkSeconds,

            @Schema(description = "In what summary and telephony contradict each other.")
            List<String> flags,

            @Schema(description = "The call's latest revision, from 1.", examples = "1")
            int revision) {

        static Item of(CountedCall call) {
            return new Item(
                    call.callId(),
                    call.customerId(),
                    call.rep(),
                    call.team(),
                    call.campaign(),
                    call.direction().word(),
                    call.startedAt(),
                    call.status().word(),
                    call.outcome(),
                    call.talkSeconds(),
                    call.flags(),
                    call.revision());
        }
    }

    private static final List<String> COLUMNS = List.of(
            "callId",
            "customerId",
            "rep",
            "team",
            "campaign",
            "direction",
            "startedAt",
            "status",
            "outcome",
            "talkSeconds",
            "flags",
            "revision");

    static CallsAnswer of(Found found) {
        return new CallsAnswer(
                found.period().from(),
                found.period().to(),
                found.page().items().stream().map(Item::of).toList(),
                found.page().next());
    }

    /** One line per call. The columns' names and order are stable; new ones are added at the end. */
    String csv() {
        return Csv.of(COLUMNS, items.stream().map(CallsAnswer::line).toList());
    }

    private static List<Object> line(Item item) {
        return Arrays.asList(
                item.callId(),
                item.customerId(),
                item.rep(),
                item.team(),
                item.campaign(),
                item.direction(),
                item.startedAt(),
                item.status(),
                item.outcome(),
                item.talkSeconds(),
                String.join(" ", item.flags()),
                item.revision());
    }
}
