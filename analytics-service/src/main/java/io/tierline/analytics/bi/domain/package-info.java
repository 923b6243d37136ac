/** Database logins for BI tools: what one is, and what its sessions may take. Pure: no clock, no container. */
package io.tierline.analytics.bi.domain;
