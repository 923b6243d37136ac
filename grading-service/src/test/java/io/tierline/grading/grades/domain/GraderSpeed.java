package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Standards;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Map;

/** Measures what one grade costs; run it by hand, it asserts nothing: speed differs too much between machines for a test. */
final class GraderSpeed {

    private static final int ROUNDS = 10;
    private static final int GRADES = 100_000;

    /** Processor time: others who use the machine do not enter it. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private GraderSpeed() {}

    public static void main(String[] args) {
        Standard standard = Standards.byDefault();
        Instant now = Calls.at("2026-11-27T12:00:00");
        Customers acme = Customers.acmeKnownFor(Customers.enoughForB());
        for (int n = 0; n < 10; n++) {
            acme.with(Calls.saying(
                    Calls.with(Outcome.D, Role.EB, "pbx-2" + n, "2026-11-24T09:0" + n + ":00"),
                    Map.of(Field.EB_STANCE, "approves")));
        }
        History history = acme.history();
        for (int round = 0; round < ROUNDS; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            int held = 0;
            for (int n = 0; n < GRADES; n++) {
                held += Grader.grade(history, standard, now, Customers.SHANGHAI)
                                .held()
                                .isPresent()
                        ? 1
                        : 0;
            }
            long nanos = (CLOCK.getCurrentThreadCpuTime() - start) / GRADES;
            System.out.printf("%d grades, %,d ns each%n", held, nanos);
        }
    }
}
