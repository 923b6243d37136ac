/** How sure a number is, for every feature that compares shares: pure functions, each with its source. */
package io.tierline.analytics.statistics.domain;
