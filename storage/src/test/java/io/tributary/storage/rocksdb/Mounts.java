package io.tributary.storage.rocksdb;

import java.io.IOException;

/** Runs mount and its like, which not everybody may. */
final class Mounts {
    private Mounts() {}

    static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
