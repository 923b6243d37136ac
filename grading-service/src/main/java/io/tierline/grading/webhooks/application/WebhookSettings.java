package io.tierline.grading.webhooks.application;

import java.time.Duration;

/**
 * What whoever runs the service decides about webhooks.
 *
 * @param allowHttp whether receivers may do without encryption
 * @param allowPrivateAddresses whether they may be on this machine and in private networks
 * @param keptFor for how long deliveries are kept that are delivered or dead
 */
public record WebhookSettings(boolean allowHttp, boolean allowPrivateAddresses, Duration keptFor) {}
