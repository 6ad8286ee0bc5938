package io.tributary.deploy.cli;

import io.tributary.api.http.Cors;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the daemon.
 *
 * @param configFile the web configuration, or null for everybody and without TLS
 * @param cors which pages of other servers
 * @param adminApi whether it may be administered over HTTP
 */
public record WebSettings(@Nullable Path configFile, Cors cors, boolean adminApi) {
    public static final WebSettings OPEN = new WebSettings(null, Cors.NONE, false);
}
