package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Standard;
import java.time.ZoneId;
import java.util.Objects;

/**
 * By what a company's customers are graded at present.
 *
 * @param revision the company's: whoever was graded under a lower one has to be graded anew
 * @param zone where the company's days begin and end
 */
public record GradingBasis(long revision, Standard standard, ZoneId zone) {

    public GradingBasis {
        Objects.requireNonNull(standard);
        Objects.requireNonNull(zone);
    }
}
