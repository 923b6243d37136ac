package io.tierline.call.telephony.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.CheckSummaries;
import io.tierline.call.calls.application.Recorded;
import io.tierline.call.calls.application.ReportCall;
import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.SummaryCheckPolicy;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.domain.CodeMapping;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.Legs;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/**
 * Takes one record of a telephony system: keeps it and reports the call as all its records together tell of it, in one
 * commit. Records of one call take their turns, so that two legs that arrive at the same time become one call.
 */
@ApplicationScoped
public class TakeTelephonyRecord {

    private final Database database;
    private final TelephonyRecords records;
    private final TelephonyMappings mappings;
    private final ReportCall reportCall;
    private final CheckSummaries checkSummaries;
    private final OutboxRelay relay;
    private final MeterRegistry meters;

    TakeTelephonyRecord(
            Database database,
            TelephonyRecords records,
            TelephonyMappings mappings,
            ReportCall reportCall,
            CheckSummaries checkSummaries,
            OutboxRelay relay,
            MeterRegistry meters) {
        this.database = database;
        this.records = records;
        this.mappings = mappings;
        this.reportCall = reportCall;
        this.checkSummaries = checkSummaries;
        this.relay = relay;
        this.meters = meters;
    }

    /**
     * Takes the record; answers after the commit. The same record again, or an older version, changes nothing.
     *
     * @param by who posted it
     * @return the call as it stands now
     */
    public Uni<Recorded> take(String tenant, String by, LegRecord record) {
        return mappings.mapping(tenant, record.source())
                .chain(mapping -> checkSummaries
                        .policyOf(tenant)
                        .chain(checks -> database.transaction(
                                transaction -> take(transaction, tenant, by, record, mapping, checks)))
                        .invoke(recorded -> {
                            relay.wake();
                            count(record, mapping, recorded);
                        }));
    }

    private Uni<Recorded> take(
            SqlConnection transaction,
            String tenant,
            String by,
            LegRecord record,
            CodeMapping mapping,
            SummaryCheckPolicy checks) {
        // The lock is a statement of its own: what the ones after it read includes what the waiting was for.
        return records.lock(transaction, tenant, record.callId())
                .chain(() -> records.find(transaction, tenant, record.callId()))
                .chain(before -> records.store(transaction, tenant, record)
                        .chain(() -> records.find(transaction, tenant, record.callId()))
                        .chain(after -> reportCall.report(
                                transaction, tenant, by, merged(before, mapping), merged(after, mapping), checks)));
    }

    private static CallReport merged(List<LegRecord> records, CodeMapping mapping) {
        return records.isEmpty() ? null : Legs.merged(records, mapping);
    }

    private void count(LegRecord record, CodeMapping mapping, Recorded recorded) {
        Counter.builder("tierline.telephony.records")
                .description("Records of telephony systems by what became of them")
                .tag("source", record.source())
                .tag("result", recorded.result().name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
        boolean unmapped = recorded.result() != Recorded.Result.REPLAYED
                && recorded.call().telephony().result() == TelephonyResult.UNKNOWN
                && !record.codes().isEmpty()
                && record.codes().stream().allMatch(code -> mapping.resultOf(code) == null);
        if (unmapped) {
            mappings.countUnmapped(record.source());
        }
    }
}
