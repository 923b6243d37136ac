package io.tierline.grading;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.tierline.kit.testing.Backing;

/** PostgreSQL, Kafka and keys for all tests of this module, started once. */
@WithTestResource(
        value = Backing.class,
        scope = TestResourceScope.GLOBAL,
        initArgs =
                @ResourceArg(
                        name = "topics",
                        value =
                                "tierline.call-outcomes,tierline.directory,tierline.tier-changes,tierline.customer-lifecycle"))
final class GradingServiceBacking {

    private GradingServiceBacking() {}
}
