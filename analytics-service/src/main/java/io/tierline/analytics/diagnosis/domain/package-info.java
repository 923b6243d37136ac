/** Where a rep or a team loses customers, and how sure that is: pure functions of counts. */
package io.tierline.analytics.diagnosis.domain;
