package io.tierline.kit.rest;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** A body that has arrived, in the pieces that it came in; each piece is let go of when it has been read. */
final class ReceivedBody extends InputStream {

    private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
    private final BodyBudget.Share share;
    private int unread;

    ReceivedBody(BodyBudget.Share share) {
        this.share = share;
    }

    void add(ByteBuffer piece) {
        pieces.add(piece);
        unread += piece.remaining();
    }

    /** Forgets what has arrived. */
    void drop() {
        pieces.clear();
        unread = 0;
    }

    /** Takes so many bytes more of the budget: the body becomes more than it was when it arrived. */
    void reserve(int bytes) {
        share.grow(bytes);
    }

    @Override
    public int read() {
        ByteBuffer piece = next();
        if (piece == null) {
            return -1;
        }
        unread--;
        return piece.get() & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        ByteBuffer piece = next();
        if (piece == null) {
            return length == 0 ? 0 : -1;
        }
        int read = Math.min(length, piece.remaining());
        piece.get(into, offset, read);
        unread -= read;
        return read;
    }

    /** Exact: by this, unpacking finds out whether another member of a gzip follows. */
    @Override
    public int available() {
        return unread;
    }

    private ByteBuffer next() {
        while (!pieces.isEmpty() && !pieces.peek().hasRemaining()) {
            pieces.remove();
        }
        return pieces.peek();
    }
}
