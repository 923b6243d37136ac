package io.tierline.kit.rest;

import io.tierline.kit.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A limit below that of the endpoint ({@link LargestBody}), for one form of its body. */
public final class BodyLimit {

    private BodyLimit() {}

    /**
     * A body that is small enough to be read as a whole.
     *
     * @param body null for none
     * @param atMost the largest body, in bytes
     * @throws Problem 413 when it is larger
     */
    public static byte[] read(InputStream body, int atMost) {
        try (body) {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(atMost + 1);
            if (bytes.length > atMost) {
                throw Problem.tooLarge("The body has more than " + atMost + " bytes; at most so many are taken here.");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
