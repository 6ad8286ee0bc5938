package io.tributary.storage.testing;

import io.tributary.storage.ProfileStore;

/** The contract of traces kept by the store in memory. */
class MemoryTracesTest extends TraceContract {
    @Override
    protected ProfileStore open() {
        return new MemoryStore();
    }
}
