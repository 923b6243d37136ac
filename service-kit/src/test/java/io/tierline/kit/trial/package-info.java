/** A tiny service that the kit's own tests run against; it is in no jar. */
package io.tierline.kit.trial;
