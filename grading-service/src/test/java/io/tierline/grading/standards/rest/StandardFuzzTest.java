package io.tierline.grading.standards.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever bytes arrive as a standard: they are one, or every fault in them has a place. */
public class StandardFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        StandardFuzzTest test = new StandardFuzzTest();
        test.bodyIsAStandard_orItsFaultsHavePlaces(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void bodyIsAStandard_orItsFaultsHavePlaces(byte[] body) {
        Map<String, Object> document;
        try {
            document = StandardBody.withNote(body, JSON).document();
        } catch (Problem e) {
            assertThat(e.status()).isIn(400, 422);
            assertThat(e.status() == 422).isEqualTo(!e.faults().isEmpty());
            return;
        }
        List<Fault> faults = new ArrayList<>();

        Optional<Standard> standard = Standard.read(document, 1, faults);

        assertThat(standard.isPresent()).isEqualTo(faults.isEmpty());
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.message()).isNotBlank();
            assertThat(fault.pointer()).matches("(?s)(/.*)?");
            assertThat(JSON.valueToTree(document).at(parent(fault.pointer())).isMissingNode())
                    .isFalse();
        });
    }

    /** What is missing has a place in something that is there. */
    private static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }
}
