package io.tributary.storage.traces;

import io.tributary.storage.StoredTrace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/** A trace's bytes, held against their digest when the last one is read: what is damaged does not end as if it were whole. */
final class CheckedContent extends InputStream {
    private final FileChannel file;
    private final StoredTrace trace;
    private final MessageDigest sha = TraceFile.sha256();
    private long position;
    private boolean isChecked;

    CheckedContent(FileChannel file, StoredTrace trace) {
        this.file = file;
        this.trace = trace;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        long left = trace.bytes() - position;
        if (left == 0) {
            check();
            return -1;
        }
        int n = file.read(ByteBuffer.wrap(to, offset, (int) Math.min(length, left)), position);
        if (n < 0) {
            throw damaged("it ends after " + position + " of " + trace.bytes() + " bytes");
        }
        sha.update(to, offset, n);
        position += n;
        if (position == trace.bytes()) {
            check();
        }
        return n;
    }

    private void check() throws IOException {
        if (!isChecked) {
            if (!HexFormat.of().formatHex(sha.digest()).equals(trace.sha256())) {
                throw damaged("its bytes are not those that were put");
            }
            isChecked = true;
        }
    }

    private IOException damaged(String how) {
        return new IOException("trace " + trace.id() + " is damaged: " + how + "; restore a snapshot");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
