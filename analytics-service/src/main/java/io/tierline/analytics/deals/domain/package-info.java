/** How deals ended and with whom: pure functions of counts. */
package io.tierline.analytics.deals.domain;
