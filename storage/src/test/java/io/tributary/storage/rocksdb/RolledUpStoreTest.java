package io.tributary.storage.rocksdb;

import io.tributary.storage.ProfileStore;
import io.tributary.storage.testing.RatesContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** The store with everything summed up before every merge keeps to the same contract. */
class RolledUpStoreTest extends RatesContract {
    private static final Set<String> QUESTIONS = Set.of("merge", "totals", "labels");

    @TempDir
    Path folder;

    @Override
    protected ProfileStore open() {
        RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
        return (ProfileStore) Proxy.newProxyInstance(
                ProfileStore.class.getClassLoader(), new Class<?>[] {ProfileStore.class}, (_, method, arguments) -> {
                    if (QUESTIONS.contains(method.getName())) {
                        store.rollUp();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
