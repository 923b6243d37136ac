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
import io.tierline.call.contacts.application.Contacts;
import io.tierline.call.contacts.application.Contacts.Number;
import io.tierline.call.contacts.application.NewCustomers;
import io.tierline.call.contacts.application.NewCustomers.Named;
import io.tierline.call.telephony.domain.CodeMapping;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.Legs;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Takes one record of a telephony system: keeps it and reports the call as all its records together tell of it, in one
 * commit. Records of one call take their turns, so that two legs that arrive at the same time become one call.
 */
@ApplicationScoped
public class TakeTelephonyRecord {

    private final Database database;
    private final TelephonyRecords records;
    private final Contacts contacts;
    private final NewCustomers newCustomers;
    private final TelephonyMappings mappings;
    private final ReportCall reportCall;
    private final CheckSummaries checkSummaries;
    private final OutboxRelay relay;
    private final MeterRegistry meters;

    TakeTelephonyRecord(
            Database database,
            TelephonyRecords records,
            Contacts contacts,
            NewCustomers newCustomers,
            TelephonyMappings mappings,
            ReportCall reportCall,
            CheckSummaries checkSummaries,
            OutboxRelay relay,
            MeterRegistry meters) {
        this.database = database;
        this.records = records;
        this.contacts = contacts;
        this.newCustomers = newCustomers;
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
                .chain(() -> records.find(transaction, tenant, List.of(record.callId())))
                .chain(before -> withoutErased(transaction, tenant, record, merged(before, record, mapping))
                        .chain(kept ->
                                withoutNumberAsCustomer(transaction, tenant, kept, merged(before, kept, mapping)))
                        .chain(kept -> reportCall
                                .report(
                                        transaction,
                                        tenant,
                                        by,
                                        merged(before, mapping),
                                        merged(before, kept, mapping),
                                        checks)
                                // After the contact and the call, in the order in which an erasure locks them too.
                                .call(() -> records.store(transaction, tenant, kept))))
                .call(recorded -> recorded.call().erased()
                        ? records.erase(transaction, tenant, List.of(record.callId()))
                        : Uni.createFrom().voidItem());
    }

    /** One leg may lead to another number than the call: only the call's is looked up with its contact. */
    private Uni<LegRecord> withoutErased(SqlConnection transaction, String tenant, LegRecord record, CallReport call) {
        if (record.phone() == null || record.phone().equals(call.phone())) {
            return Uni.createFrom().item(record);
        }
        Number number = new Number(tenant, record.phone());
        return contacts.erased(transaction, List.of(number)).map(erased -> {
            Instant at = erased.get(number);
            return at != null && call.startedAt().isBefore(at) ? record.withoutPerson() : record;
        });
    }

    /** A phone number that is to be a new customer's id says no more than the call's number: the record is not refused for it. */
    private Uni<LegRecord> withoutNumberAsCustomer(
            SqlConnection transaction, String tenant, LegRecord record, CallReport call) {
        return newCustomers
                .refused(transaction, tenant, List.of(new Named(record.customerId(), call.phone())))
                .map(refused -> refused.isEmpty() ? record : record.withoutCustomer());
    }

    private static CallReport merged(List<LegRecord> before, LegRecord record, CodeMapping mapping) {
        return merged(Stream.concat(before.stream(), Stream.of(record)).toList(), mapping);
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
