package io.tierline.trials.load;

import io.tierline.trials.Api;

/** The instances of every service that a load is spread over. */
public interface Instances {

    /** How many instances each service has. */
    int count();

    /**
     * An instance as the bearer of a token with these roles sees it.
     *
     * @param service such as {@code call-service}
     * @param instance from 0 to less than {@link #count}
     */
    Api api(String service, int instance, String tenant, String... roles);
}
