/** Where customers stand by their grades, and how they move. Pure: no container, clock, database or wire. */
package io.tierline.analytics.tiers.domain;
