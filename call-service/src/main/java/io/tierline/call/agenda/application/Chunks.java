package io.tierline.call.agenda.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.paging.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a list piece by piece, where only reading tells what of it is wanted: neither a page nor a count is ever one large
 * statement.
 *
 * @param read reads so many after a position, or from the first
 * @param positionOf where one stands in the list
 */
record Chunks<T>(Read<T> read, Function<T, Position> positionOf) {

    /** So many are looked at in one go. */
    private static final int USUAL = 1_000;

    /** After so many a page is full, whatever is on it: what it takes to make one has a limit. */
    private static final int MOST_FOR_A_PAGE = 5;

    /** Reads so many after a position, or from the first for null. */
    interface Read<T> {
        Uni<List<T>> after(Position position, int rows);
    }

    /** A page of those that are wanted; it may have fewer than the limit and still not be the last. */
    Uni<Page<T>> page(Predicate<T> wanted, int limit, Position after) {
        return fill(new ArrayList<>(), wanted, limit, after, 0);
    }

    /** Hands all of them on, in their order. */
    Uni<Void> each(Consumer<T> taker) {
        AtomicReference<Position> place = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> read.after(place.get(), USUAL).invoke(some -> {
                    some.forEach(taker);
                    place.set(some.isEmpty() ? place.get() : last(some));
                }))
                .whilst(some -> some.size() == USUAL)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Page<T>> fill(List<T> found, Predicate<T> wanted, int limit, Position after, int chunks) {
        // Where all are wanted the first piece is enough.
        int rows = chunks == 0 ? limit + 1 : USUAL;
        return read.after(after, rows).chain(some -> {
            for (T one : some) {
                if (wanted.test(one)) {
                    if (found.size() == limit) {
                        return page(found, positionOf.apply(found.get(limit - 1)));
                    }
                    found.add(one);
                }
            }
            if (some.size() < rows) {
                return page(found, null);
            }
            return chunks == MOST_FOR_A_PAGE
                    ? page(found, last(some))
                    : fill(found, wanted, limit, last(some), chunks + 1);
        });
    }

    private Position last(List<T> some) {
        return positionOf.apply(some.get(some.size() - 1));
    }

    private static <T> Uni<Page<T>> page(List<T> found, Position last) {
        return Uni.createFrom().item(new Page<>(found, last == null ? null : last.cursor()));
    }
}
