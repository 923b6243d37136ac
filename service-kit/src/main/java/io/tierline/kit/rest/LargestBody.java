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

    /** In bytes. */
    int value();
}
