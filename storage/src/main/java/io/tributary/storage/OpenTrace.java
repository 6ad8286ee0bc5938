package io.tributary.storage;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stored trace that is being read. To be closed; what is deleted meanwhile is read to its end all the same.
 *
 * @param trace what it is
 * @param content its bytes as they came; a read fails where they are not those that were put, at the latest at the end
 */
public record OpenTrace(StoredTrace trace, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        content.close();
    }
}
