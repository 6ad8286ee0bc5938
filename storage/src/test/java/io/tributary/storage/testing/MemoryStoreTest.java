package io.tributary.storage.testing;

import io.tributary.storage.ProfileStore;

class MemoryStoreTest extends RatesContract {
    @Override
    protected ProfileStore open() {
        return new MemoryStore();
    }

    @Override
    protected boolean isKept() {
        return false;
    }
}
