package io.tierline.call.erasure.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.Calls;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.dialling.application.MarkNumbers;
import io.tierline.call.dialling.domain.Mark;
import io.tierline.call.erasure.application.Persons.Person;
import io.tierline.call.erasure.application.Persons.PersonalNumber;
import io.tierline.call.telephony.application.TelephonyRecords;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads all that is kept of a person: what an erasure would take away, found in the same way. */
@ApplicationScoped
public class ExportPerson {

    /**
     * What is kept of a person, but for the calls.
     *
     * @param contacts their numbers that are contacts
     * @param marks what was decided about each of their numbers, the first first
     * @param callIds their calls, the oldest first
     */
    public record Kept(List<PersonalNumber> contacts, Map<String, List<Mark>> marks, List<String> callIds) {}

    /**
     * What is kept of a call.
     *
     * @param revisions all of them, the present one last
     */
    public record KeptCall(List<Call> revisions, List<LegRecord> records) {}

    private final Database database;
    private final Persons persons;
    private final MarkNumbers marks;
    private final Calls calls;
    private final TelephonyRecords records;

    ExportPerson(Database database, Persons persons, MarkNumbers marks, Calls calls, TelephonyRecords records) {
        this.database = database;
        this.persons = persons;
        this.marks = marks;
        this.calls = calls;
        this.records = records;
    }

    /** What is kept of the person behind the number (E.164); fails with a 404 problem when nothing is. */
    public Uni<Kept> person(String tenant, String phone) {
        return persons.numbers(database.pool(), tenant, phone).chain(contacts -> {
            Person person = Person.of(phone, contacts);
            return persons.areKnown(database.pool(), tenant, person.phones()).chain(known -> {
                if (!known) {
                    throw ErasePerson.unknown();
                }
                return marksOf(tenant, person)
                        .chain(decided -> persons.calls(database.pool(), tenant, person.phones())
                                .map(callIds -> new Kept(contacts, decided, callIds)));
            });
        });
    }

    /** What is kept of the calls, in the order of the ids; those that are gone meanwhile left out. */
    public Uni<List<KeptCall>> calls(String tenant, List<String> callIds) {
        return calls.revisions(database.pool(), tenant, callIds)
                .chain(revisions -> records.find(database.pool(), tenant, callIds)
                        .map(found -> {
                            Map<String, List<Call>> byCall =
                                    revisions.stream().collect(Collectors.groupingBy(Call::callId));
                            Map<String, List<LegRecord>> recordsByCall =
                                    found.stream().collect(Collectors.groupingBy(LegRecord::callId));
                            return callIds.stream()
                                    .filter(byCall::containsKey)
                                    .map(id -> new KeptCall(byCall.get(id), recordsByCall.getOrDefault(id, List.of())))
                                    .toList();
                        }));
    }

    private Uni<Map<String, List<Mark>>> marksOf(String tenant, Person person) {
        return Multi.createFrom()
                .iterable(person.phones())
                .onItem()
                .transformToUniAndConcatenate(
                        phone -> marks.history(tenant, phone).map(found -> Map.entry(phone, found)))
                .collect()
                .in(LinkedHashMap::new, (all, one) -> all.put(one.getKey(), one.getValue()));
    }
}
