package io.tierline.local.history;

import java.util.List;

/**
 * What became of the rows of a chunk that were sent.
 *
 * @param created how many were stored
 * @param replayed how many had been stored before
 * @param rejections the others, in their order
 */
record BatchAnswer(int created, int replayed, List<Rejection> rejections) {

    static final BatchAnswer NOTHING_SENT = new BatchAnswer(0, 0, List.of());
}
