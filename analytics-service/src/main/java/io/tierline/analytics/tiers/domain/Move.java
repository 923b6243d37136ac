package io.tierline.analytics.tiers.domain;

/**
 * From one standing to another within a period, for one holder.
 *
 * @param from where the customers stood at the beginning
 * @param to where they stood at the end
 * @param customers how many stood so at the beginning and so at the end, whatever was in between
 * @param changes how many times a customer went from the one directly to the other
 */
public record Move(Holder holder, Standing from, Standing to, long customers, long changes) {}
