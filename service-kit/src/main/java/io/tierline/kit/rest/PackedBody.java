package io.tierline.kit.rest;

import io.tierline.kit.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Request bodies that may come gzipped ({@code Content-Encoding: gzip}). */
public final class PackedBody {

    /** How much of the budget is taken at a time: taking it for every read would cost more than it is worth. */
    private static final int STEP = 64 * 1024;

    private PackedBody() {}

    /**
     * The body as it was before it was packed. It is unpacked while it is read, and never more of it than is taken; what
     * was unpacked counts among the bytes of the bodies under way.
     *
     * @param encoding the request's {@code Content-Encoding}, or null
     * @param atMost the largest body once unpacked, in bytes
     * @return a stream that throws a {@link Problem} where it is read: 400 when the body is no whole gzip, 413 when it is
     *     larger, 429 or 503 when the budget for bodies under way is used up
     * @throws Problem 415 when it is packed in another way
     */
    public static InputStream unpacked(InputStream body, String encoding, int atMost) {
        String way = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        if (way.equals("identity") || body == null) {
            return body;
        }
        if (!way.equals("gzip")) {
            throw Problem.unsupported("A body may be packed with gzip or not at all.");
        }
        try {
            return new Unpacking(body, atMost);
        } catch (IOException e) {
            throw noGzip();
        }
    }

    private static Problem noGzip() {
        return Problem.unreadable("The body is not readable as gzip.");
    }

    private static final class Unpacking extends InputStream {

        private final InputStream packed;
        private final InputStream gzip;
        private final int atMost;
        private int unpacked;
        private int reserved;

        Unpacking(InputStream packed, int atMost) throws IOException {
            this.packed = packed;
            this.gzip = new GZIPInputStream(packed);
            this.atMost = atMost;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int read;
            try {
                read = gzip.read(into, offset, length);
            } catch (IOException | StackOverflowError e) { // The JDK goes on to the next member by recursion.
                throw noGzip();
            }
            unpacked += Math.max(read, 0);
            if (unpacked > atMost) {
                throw Problem.tooLarge("The body has more than " + atMost + " bytes once unpacked.");
            }
            if (unpacked > reserved && packed instanceof ReceivedBody received) {
                reserved += STEP;
                received.reserve(STEP);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            gzip.close();
        }
    }
}
