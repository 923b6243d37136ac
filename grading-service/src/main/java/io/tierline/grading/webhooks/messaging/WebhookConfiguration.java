package io.tierline.grading.webhooks.messaging;

import io.tierline.grading.webhooks.application.WebhookSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the configuration says of webhooks; closed unless it says otherwise. */
class WebhookConfiguration {

    @Produces
    @Singleton
    WebhookSettings settings(
            @ConfigProperty(name = "tierline.webhooks.allow-http", defaultValue = "false") boolean allowHttp,
            @ConfigProperty(name = "tierline.webhooks.allow-private-addresses", defaultValue = "false")
                    boolean allowPrivateAddresses,
            @ConfigProperty(name = "tierline.webhooks.kept-for", defaultValue = "P30D") Duration keptFor) {
        return new WebhookSettings(allowHttp, allowPrivateAddresses, keptFor);
    }
}
