package io.tributary.collector.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Target groups in files.
 *
 * @param files absolute, or relative to the working directory; the last name may hold wildcards ({@code *}, {@code ?},
 *     {@code [a-z]}) and ends in {@code .json}, {@code .yml} or {@code .yaml}
 * @param refreshInterval how often every file is read even where nothing seems to have changed
 */
public record FileSdConfig(List<Path> files, Duration refreshInterval) implements DiscoveryConfig {
    public FileSdConfig {
        files = List.copyOf(files);
    }

    @Override
    public String kind() {
        return "file";
    }
}
