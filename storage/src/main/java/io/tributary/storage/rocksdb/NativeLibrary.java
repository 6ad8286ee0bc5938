package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreOpenException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's library of this platform. RocksDB takes it from {@code java.library.path} and, where that has none, unpacks it from its jar
 * into the folder for temporary files at every start, which takes longer than all the rest of opening a store.
 */
public final class NativeLibrary {
    private NativeLibrary() {}

    /**
     * Writes the library where later starts find it.
     *
     * @param folder made if need be; a library that is there is replaced
     * @throws IOException when it cannot be written, or the jar has none for this platform
     */
    public static void unpackTo(Path folder) throws IOException {
        String name = Environment.getJniLibraryFileName("rocksdb");
        try (InputStream library = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
            if (library == null) {
                throw new FileNotFoundException("RocksDB's jar has no " + name);
            }
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, name, ".new");
            try {
                Files.copy(library, whole, StandardCopyOption.REPLACE_EXISTING);
                Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(whole);
            }
        }
    }

    static void load() {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | LinkageError e) {
            throw new StoreOpenException(
                    "RocksDB's library cannot be loaded by way of the folder for temporary files, "
                            + System.getProperty("java.io.tmpdir") + " ("
                            + EngineFailure.oneLine(String.valueOf(e.getMessage()))
                            + "); let it be written to and executed from, or name another in ROCKSDB_SHAREDLIB_DIR",
                    e);
        }
    }
}
