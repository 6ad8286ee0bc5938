/**
 * The store against running Go processes: what their own profiles and differences say is right. Builds and runs
 * {@code src/test/go}; may touch everything of {@code storage} that is public, and the in-memory store.
 */
@NullMarked
package io.tributary.storage.goprocess;

import org.jspecify.annotations.NullMarked;
