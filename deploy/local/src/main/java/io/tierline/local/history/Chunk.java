package io.tierline.local.history;

import java.util.List;

/**
 * Consecutive rows of the file, sent and confirmed together.
 *
 * @param sent the rows in the body, in its order
 * @param unfit the rows that cannot be sent as they are
 * @param body the gzipped CSV with its header; null when no row can be sent
 * @param bytesRead how far the file has been read after it
 * @param digest of all rows of the file up to its last one
 */
record Chunk(List<Row> sent, List<Rejection> unfit, byte[] body, long bytesRead, String digest) {

    int rows() {
        return sent.size() + unfit.size();
    }
}
