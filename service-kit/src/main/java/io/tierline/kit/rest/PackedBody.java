package io.tierline.kit.rest;

import io.tierline.kit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Request bodies that may come gzipped ({@code Content-Encoding: gzip}). */
public final class PackedBody {

    private PackedBody() {}

    /**
     * The body as it was before it was packed; never more of it is unpacked than is taken.
     *
     * @param encoding the request's {@code Content-Encoding}, or null
     * @param atMost the largest body once unpacked, in bytes
     * @throws Problem 400 when it is no whole gzip, 413 when it is larger, 415 when it is packed in another way
     */
    public static byte[] unpacked(byte[] body, String encoding, int atMost) {
        String way = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        if (way.equals("identity") || body == null) {
            return BodyLimit.check(body, atMost);
        }
        if (!way.equals("gzip")) {
            throw Problem.unsupported("A body may be packed with gzip or not at all.");
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = gzip.readNBytes(atMost + 1);
            if (unpacked.length > atMost) {
                throw Problem.tooLarge("The body has more than " + atMost + " bytes once unpacked.");
            }
            return unpacked;
        } catch (IOException e) {
            throw Problem.unreadable("The body is not readable as gzip.");
        }
    }
}
