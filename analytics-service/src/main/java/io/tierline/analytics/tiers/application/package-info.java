/** What this feature does, and what it needs from outside (ports). */
package io.tierline.analytics.tiers.application;
