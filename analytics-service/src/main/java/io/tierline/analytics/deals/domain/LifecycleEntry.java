package io.tierline.analytics.deals.domain;

/** What is told of a customer or of the end of a deal, as of one of its revisions; the highest one holds. */
public sealed interface LifecycleEntry permits Customer, Closing {

    /** Whose it is. */
    String tenant();

    /** 1 when first told, one more with every change. */
    int revision();
}
