package io.tributary.api.admin;

import java.nio.file.Path;

/**
 * What administrators may do.
 *
 * @param enabled whether they may at all
 * @param snapshots the folder in which snapshots are made; it need not be there yet
 */
public record AdminOptions(boolean enabled, Path snapshots) {
    public static final AdminOptions DISABLED = new AdminOptions(false, Path.of("snapshots"));
}
