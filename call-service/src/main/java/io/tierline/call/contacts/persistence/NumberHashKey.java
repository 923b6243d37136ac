package io.tierline.call.contacts.persistence;

import io.quarkus.runtime.StartupEvent;
import io.tierline.call.contacts.domain.NumberHash;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes the key of the numbers' hashes from the configuration; without one the service does not start. */
class NumberHashKey {

    static final String PROPERTY = "tierline.numbers.hash-key";

    @Produces
    @Singleton
    NumberHash numberHash(@ConfigProperty(name = PROPERTY) Optional<String> key) {
        return of(key);
    }

    void refuseToStartWithout(@Observes StartupEvent start, NumberHash hash) {
        // That it can be made is all there is to see.
    }

    static NumberHash of(Optional<String> key) {
        return key.filter(text -> text.length() >= NumberHash.SHORTEST_KEY)
                .map(NumberHash::new)
                .orElseThrow(
                        () -> new IllegalStateException(PROPERTY + " (TIERLINE_NUMBERS_HASH_KEY) has to be set to a"
                                + " secret of at least " + NumberHash.SHORTEST_KEY
                                + " characters, the same on every instance and for ever: numbers that were erased and must not"
                                + " be called are known by it alone."));
    }
}
