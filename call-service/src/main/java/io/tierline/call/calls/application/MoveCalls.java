package io.tierline.call.calls.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.domain.Attribution;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.contacts.application.NumbersCalls;
import io.tierline.call.contacts.domain.Move;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets calls follow their numbers to another customer, each as a further revision with its event. A call that names a third
 * customer stays where it is, and so does one that was taken out as posted by mistake.
 */
@ApplicationScoped
public class MoveCalls implements NumbersCalls {

    /** Calls that are read, revised and put into one row of the outbox together, however many there are. */
    private static final int AT_ONCE = 500;

    private final Calls calls;
    private final Clock clock;

    MoveCalls(Calls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public Uni<Void> move(SqlConnection transaction, String tenant, String by, List<Move> moves) {
        if (moves.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        Map<String, Move> byPhone = moves.stream().collect(Collectors.toMap(Move::phone, Function.identity()));
        Map<String, String> customers = moves.stream().collect(Collectors.toMap(Move::phone, Move::from));
        return calls.lockOfNumbers(transaction, tenant, customers)
                .chain(keys -> Multi.createFrom()
                        .iterable(groups(keys))
                        .onItem()
                        .transformToUniAndConcatenate(group -> calls.find(transaction, group)
                                .map(found -> group.stream()
                                        .map(found::get)
                                        .filter(call -> follows(call, byPhone.get(call.phone())))
                                        .map(call -> moved(call, byPhone.get(call.phone()), now, by))
                                        .toList())
                                .chain(moved -> calls.revise(transaction, moved)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    /** Somebody may have given it another customer, or voided it, before it was locked. */
    private static boolean follows(Call call, Move move) {
        return move != null && !call.voided() && call.attribution().customerId().equals(move.from());
    }

    private static Call moved(Call call, Move move, Instant at, String by) {
        Attribution present = call.attribution();
        return call.attributed(
                new Attribution(
                        present.rep(),
                        present.team(),
                        move.to(),
                        move.roleOf(present.contactRole()),
                        present.startedAt()),
                at,
                by);
    }

    private static List<List<Key>> groups(List<Key> keys) {
        List<List<Key>> groups = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            groups.add(keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
        }
        return groups;
    }
}
