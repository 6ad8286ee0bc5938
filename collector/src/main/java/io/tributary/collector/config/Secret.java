package io.tributary.collector.config;

import java.nio.file.Path;

/**
 * A password, a token, a key, or what stands beside one. Its text form is always {@code <secret>}, so that no log, error or
 * page can give it away.
 */
public sealed interface Secret {
    /** Stands in the targets file itself, or came from the environment when the file was read. */
    record Inline(String value) implements Secret {
        @Override
        public String toString() {
            return "<secret>";
        }
    }

    /** Stands in a file of its own, which may change at any time. */
    record InFile(Path path) implements Secret {
        @Override
        public String toString() {
            return "<secret>";
        }
    }
}
