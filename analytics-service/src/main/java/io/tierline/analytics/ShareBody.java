package io.tierline.analytics;

import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** So many of so many, with how sure it is. */
@Schema(name = "Share")
public record ShareBody(
        @Schema(description = "numerator / denominator, 0 to 1; null when the denominator is 0.", nullable = true)
        Double value,

        long numerator,

        long denominator,

        @Schema(
                description = "Lower end of the 95 % confidence interval (Wilson); null when the denominator is 0.",
                nullable = true)
        Double low,

        @Schema(
                description = "Upper end of the 95 % confidence interval (Wilson); null when the denominator is 0.",
                nullable = true)
        Double high) {

    public static ShareBody of(Proportion share) {
        return new ShareBody(
                share.value().orElse(null),
                share.numerator(),
                share.denominator(),
                share.interval().map(Interval::low).orElse(null),
                share.interval().map(Interval::high).orElse(null));
    }

    /** As cells of a CSV line: value, numerator, denominator, low, high. */
    public List<Object> cells() {
        return Arrays.asList(value, numerator, denominator, low, high);
    }
}
