/** What calls, counts and rates are: pure, no clock, no storage. */
package io.tierline.analytics.rates.domain;
