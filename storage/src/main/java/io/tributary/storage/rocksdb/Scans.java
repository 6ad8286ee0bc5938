package io.tributary.storage.rocksdb;

import java.util.Arrays;

/** What scans of sorted keys need. */
final class Scans {
    private Scans() {}

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The next key after this one in byte order. */
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
