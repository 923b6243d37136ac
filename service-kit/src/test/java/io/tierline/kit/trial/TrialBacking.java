package io.tierline.kit.trial;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.tierline.kit.testing.Backing;

/** Declares what the trial service runs on, once for all tests. */
@WithTestResource(
        value = Backing.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "topics", value = "trial.notes,trial.outbox,trial.remade,trial.stored"))
final class TrialBacking {

    private TrialBacking() {}
}
