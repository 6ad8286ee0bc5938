package io.tributary.deploy.cli;

import io.tributary.deploy.logging.LogFormat;
import io.tributary.deploy.logging.LogLevel;
import io.tributary.storage.rocksdb.Retention;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon was asked to do.
 *
 * @param configFile the targets file, or null to profile nobody but itself
 * @param storagePath the folder with the profiles
 * @param retention how long they are kept
 * @param web who may ask
 * @param lifecycle whether the daemon is reloaded and ended over HTTP
 */
public record RunSettings(
        @Nullable Path configFile,
        Path storagePath,
        Retention retention,
        ListenAddress listenAddress,
        WebSettings web,
        boolean lifecycle,
        LogLevel logLevel,
        LogFormat logFormat) {
    /** Every flag by its name, with the value that is in force, wherever it came from; the empty string where there is none. */
    public SortedMap<String, String> flags() {
        return RunFlags.shown(this);
    }
}
