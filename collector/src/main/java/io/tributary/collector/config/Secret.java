package io.tributary.collector.config;

import java.nio.file.Path;

/** A password or token. Its text form is always {@code <secret>}, so that no log, error or page can give it away. */
public sealed interface Secret {
    /** Stands in the targets file itself. */
    record Inline(String value) implements Secret {
        @Override
        public String toString() {
            return "<secret>";
        }
    }

    /** Stands in a file of its own, which is read anew for every scrape, so that it can be rotated. */
    record InFile(Path path) implements Secret {
        @Override
        public String toString() {
            return "<secret>";
        }
    }
}
