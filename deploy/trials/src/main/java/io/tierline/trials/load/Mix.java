package io.tierline.trials.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Decides which operations there are, one after another: a function of the seed and the start. It goes by what it has asked
 * for before, never by what was answered. Every customer, number, rep and call belongs to one floor of one company, and every
 * floor to one worker, so that what is asked of them last is what holds.
 *
 * <p>Customers and calls have the same ids in every company; reps, teams, campaigns, numbers and words name their company, so
 * that a row that strays is seen.
 *
 * <p>What a kind of operation asks for is in the classes whose names end with {@code Operations}.
 */
final class Mix {
    private static final int CUSTOMERS = 4;

    /** A kind of operation, and how often it comes among 1,000; it gives null where nothing of the kind can be done. */
    private record Kind(int weight, Function<Floor, Planned> plan) {}

    private final Dice dice;
    private final CustomerOperations customers;
    private final List<Kind> mix;
    private final List<String> tenants;
    private final List<List<Floor>> floors = new ArrayList<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private int op;

    Mix(long seed, int workers, int companies, String prefix, Instant start) {
        dice = new Dice(seed, start);
        Summaries summaries = new Summaries(dice);
        customers = new CustomerOperations(dice, summaries);
        mix = kinds(new CallOperations(dice, summaries), new ContactOperations(dice), new StandardOperations(workers));
        tenants = IntStream.range(0, companies)
                .mapToObj(company -> prefix + "-" + (char) ('a' + company))
                .toList();
        long firstNumber = dice.below(900) * 1_000_000L;
        for (int company = 0; company < companies; company++) {
            List<Floor> ofCompany = new ArrayList<>();
            for (int process = 0; process < workers; process++) {
                long ofFloor = firstNumber + (company * 8 + process) * 10_000;
                ofCompany.add(opened(new Floor(company, process, tenants.get(company), ofFloor)));
            }
            floors.add(ofCompany);
        }
    }

    private List<Kind> kinds(CallOperations calls, ContactOperations contacts, StandardOperations standards) {
        return List.of(
                new Kind(300, calls::postCall),
                new Kind(90, calls::postBatch),
                new Kind(50, calls::replayCall),
                new Kind(30, calls::postConflict),
                new Kind(20, calls::postInvalid),
                new Kind(80, calls::putOutcome),
                new Kind(50, calls::patchOutcome),
                new Kind(60, calls::patchAttribution),
                new Kind(25, calls::voidCall),
                new Kind(40, contacts::putContact),
                new Kind(10, contacts::eraseContact),
                new Kind(110, customers::patchQualification),
                new Kind(15, customers::repeatQualification),
                new Kind(20, customers::extend),
                new Kind(12, customers::close),
                new Kind(20, customers::reopen),
                new Kind(20, floor -> customers.putCard(floor, dice.any(floor.customers))),
                new Kind(6, customers::handOver),
                new Kind(4, customers::merge),
                new Kind(30, standards::standard));
    }

    List<String> tenants() {
        return tenants;
    }

    Map<String, Integer> kinds() {
        return kinds;
    }

    /** The next operation. */
    Planned next() {
        op++;
        List<Floor> company = floors.get(dice.below(floors.size()));
        Floor floor = company.get(dice.below(company.size()));
        floor.op = op;
        Planned planned =
                floor.first.isEmpty() ? any(floor) : floor.first.poll().get();
        kinds.merge(planned.f(), 1, Integer::sum);
        return planned;
    }

    private Planned any(Floor floor) {
        int all = mix.stream().mapToInt(Kind::weight).sum();
        while (true) {
            int drawn = dice.below(all);
            for (Kind kind : mix) {
                drawn -= kind.weight();
                if (drawn < 0) {
                    Planned planned = kind.plan().apply(floor);
                    if (planned != null) {
                        return planned;
                    }
                    break;
                }
            }
        }
    }

    /** Reps have their teams and customers their cards before anything else is done with them. */
    private Floor opened(Floor floor) {
        floor.reps().forEach(rep -> floor.first.add(() -> DirectoryOperations.putRep(floor, rep)));
        for (int i = 0; i < CUSTOMERS; i++) {
            String customer = floor.newCustomer();
            floor.first.add(() -> customers.putCard(floor, customer));
        }
        return floor;
    }
}
