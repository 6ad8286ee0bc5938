package io.tributary.api.view;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import java.io.ByteArrayOutputStream;

/** Bytes in memory, up to a bound for one answer. */
final class BoundedBytes extends ByteArrayOutputStream {
    /** A page cannot show more, and several are made at once. */
    static final int MOST = 32 << 20;

    private final int most;

    BoundedBytes(int most) {
        super(16 << 10);
        this.most = most;
    }

    @Override
    public synchronized void write(int b) {
        check(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        check(length);
        super.write(bytes, offset, length);
    }

    private void check(int length) {
        if ((long) size() + length > most) {
            throw new Problem(
                    ProblemType.ANSWER_TOO_LARGE,
                    "the answer would be larger than " + (MOST >> 20) + " MiB",
                    "Ask for less with focus, max_nodes or a narrower match, or for format=pprof, which is smaller.");
        }
    }
}
