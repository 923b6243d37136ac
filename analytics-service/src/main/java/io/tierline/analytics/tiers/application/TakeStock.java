package io.tierline.analytics.tiers.application;

import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.analytics.tiers.domain.Holder;
import io.tierline.analytics.tiers.domain.Move;
import io.tierline.analytics.tiers.domain.OverdueCustomer;
import io.tierline.analytics.tiers.domain.Stock;
import io.tierline.analytics.tiers.domain.TimeInTier;
import io.tierline.kit.paging.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Answers which customers there are in each tier, how they move, how long they stay, and who is overdue. */
@ApplicationScoped
public class TakeStock {

    /**
     * The stock at a moment.
     *
     * @param names of the reps and teams in it
     */
    public record Inventory(Instant at, List<Stock> stock, Names names) {}

    /**
     * How the stock changed within a period.
     *
     * @param names of the reps and teams in it
     */
    public record Transitions(Period period, List<Move> moves, Names names) {}

    /**
     * How long customers stayed in the tiers.
     *
     * @param names of the reps and teams in it
     */
    public record Durations(Period period, List<TimeInTier> tiers, Names names) {}

    /**
     * Who is overdue.
     *
     * @param names of the reps and teams in it
     */
    public record Overdue(Page<OverdueCustomer> page, Names names) {}

    private final Standings standings;
    private final Directory directory;
    private final Clock clock;

    TakeStock(Standings standings, Directory directory, Clock clock) {
        this.standings = standings;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The stock.
     *
     * @param moment when; null for now, and then by present owners
     */
    public Uni<Inventory> inventory(String tenant, StockFilter filter, Instant moment) {
        Instant at = moment == null ? clock.instant() : moment;
        Uni<List<Stock>> stock = moment == null ? standings.now(tenant, filter, at) : standings.at(tenant, filter, at);
        return stock.chain(found -> names(tenant, found, Stock::holder).map(names -> new Inventory(at, found, names)));
    }

    /** How the stock changed. */
    public Uni<Transitions> transitions(String tenant, StockFilter filter, Timespan span) {
        Period period = span.at(clock.instant());
        return standings
                .moves(tenant, filter, period)
                .chain(moves -> names(tenant, moves, Move::holder).map(names -> new Transitions(period, moves, names)));
    }

    /** How long customers stayed. */
    public Uni<Durations> durations(String tenant, StockFilter filter, Timespan span) {
        Period period = span.at(clock.instant());
        return standings
                .durations(tenant, filter, period)
                .chain(tiers ->
                        names(tenant, tiers, TimeInTier::holder).map(names -> new Durations(period, tiers, names)));
    }

    /** Who is overdue now; see {@link Standings#overdue}. */
    public Uni<Overdue> overdue(String tenant, StockFilter filter, String tier, Integer limit, String cursor) {
        return standings
                .overdue(tenant, filter, tier, limit, cursor)
                .chain(page -> names(tenant, page.items(), customer -> new Holder(customer.rep(), customer.team()))
                        .map(names -> new Overdue(page, names)));
    }

    private <E> Uni<Names> names(String tenant, Collection<E> rows, Function<E, Holder> holder) {
        return directory.names(tenant, ids(rows, holder, Holder::rep), ids(rows, holder, Holder::team));
    }

    private static <E> Set<String> ids(Collection<E> rows, Function<E, Holder> holder, Function<Holder, String> id) {
        return rows.stream().map(holder).map(id).filter(Objects::nonNull).collect(toSet());
    }
}
