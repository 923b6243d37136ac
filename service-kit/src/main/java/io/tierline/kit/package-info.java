/** Technical code that all services share, and not one word of the domain. */
package io.tierline.kit;
