package io.tierline.trials.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.faults.Faults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void faultsAreTheSame_whenTheSeedIs() {
        assertThat(draw(7, true)).isEqualTo(draw(7, true)).isNotEqualTo(draw(8, true));
    }

    @Test
    void operationsAreTheSame_whenTheDiskCannotBeFilled() {
        assertThat(draw(7, false))
                .extracting(Fault::operation)
                .isEqualTo(draw(7, true).stream().map(Fault::operation).toList());
    }

    @Test
    void everyKindComes() {
        assertThat(draw(7, true)).extracting(Fault::kind).contains(Kind.values());
        assertThat(draw(7, false)).extracting(Fault::kind).doesNotContain(Kind.FULL_DISK);
    }

    private static List<Fault> draw(long seed, boolean diskCanBeFilled) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        int operation = 0;
        for (int i = 0; i < 200; i++) {
            faults.add(Faults.draw(operation, random, diskCanBeFilled));
            operation = faults.get(i).operation();
        }
        return faults;
    }
}
