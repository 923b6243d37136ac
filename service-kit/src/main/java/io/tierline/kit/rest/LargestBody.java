package io.tierline.kit.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The largest body that an endpoint takes, as it is sent; one without it takes {@link #DEFAULT}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LargestBody {

    /** The largest body of an endpoint that takes one thing, in bytes. */
    int DEFAULT = 64 * 1024;

    /** The largest body of an endpoint that takes thousands of things, in bytes; also once it is unpacked. */
    int BATCH = 16 * 1024 * 1024;

    /** What to say of a 408 of an endpoint that takes large bodies, to those who call it. */
    String TOO_SLOW = "The body makes no progress, or comes too slowly (code body-too-slow); the connection is closed.";

    /** What to say of its 413. */
    String TOO_LARGE = "The body is too large, as it is sent or once unpacked (code too-large).";

    /** What to say of its 429. */
    String TENANT_OVERLOADED =
            "Other bodies of this company are under way and take all the room that one company gets (code"
                    + " tenant-overloaded). Send the same again after Retry-After.";

    /** What to say of its 503. */
    String OVERLOADED =
            "More is coming in than there is room for (code overloaded). Send the same again after Retry-After.";

    /** In bytes. */
    int value();
}
