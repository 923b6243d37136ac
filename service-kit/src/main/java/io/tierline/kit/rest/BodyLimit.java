package io.tierline.kit.rest;

import io.tierline.kit.problem.Problem;

/** Limits on the size of request bodies, checked before anything is read from them. */
public final class BodyLimit {

    private BodyLimit() {}

    /**
     * @param atMost the largest body, in bytes
     * @return the body
     * @throws Problem 413 when it is larger
     */
    public static byte[] check(byte[] body, int atMost) {
        if (body != null && body.length > atMost) {
            throw Problem.tooLarge("The body has " + body.length + " bytes; at most " + atMost + " are taken here.");
        }
        return body;
    }
}
