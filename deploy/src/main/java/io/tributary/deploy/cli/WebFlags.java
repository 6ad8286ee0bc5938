package io.tributary.deploy.cli;

import io.tributary.api.http.Cors;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;

/** Who may ask the daemon, and over what: Prometheus' flags. */
final class WebFlags {
    private static final String CONFIG_FILE = "web.config.file";
    private static final String CORS_ORIGIN = "web.cors.origin";
    private static final String ADMIN_API = "web.enable-admin-api";

    private WebFlags() {}

    static List<Option> options() {
        return List.of(
                RunFlags.flag(
                        CONFIG_FILE,
                        "FILE",
                        "TLS, users and tokens, in the format of Prometheus' exporter-toolkit. Without one everybody may ask."),
                RunFlags.flag(
                        CORS_ORIGIN,
                        "REGEX",
                        "Pages of other servers that may ask: what their whole origin matches, as https://.*\\.example\\.org."
                                + " Default: none"),
                Option.builder()
                        .longOpt(ADMIN_API)
                        .desc(
                                "Takes DELETE of profiles, and POST of /api/v1/admin/snapshot and /api/v1/admin/compact. ("
                                        + Environment.variable(ADMIN_API) + "=true)")
                        .get());
    }

    static WebSettings read(CommandLine flags) throws UsageException {
        return new WebSettings(
                flags.hasOption(CONFIG_FILE) ? RunFlags.path(CONFIG_FILE, flags.getOptionValue(CONFIG_FILE)) : null,
                cors(flags.getOptionValue(CORS_ORIGIN)),
                flags.hasOption(ADMIN_API));
    }

    /** What {@link #read} would read the same settings from, by the flags' names. */
    static Map<String, String> shown(WebSettings settings) {
        return Map.of(
                CONFIG_FILE, RunFlags.shown(settings.configFile()),
                CORS_ORIGIN, settings.cors().regex(),
                ADMIN_API, Boolean.toString(settings.adminApi()));
    }

    private static Cors cors(@Nullable String regex) throws UsageException {
        try {
            return regex == null ? Cors.NONE : Cors.of(regex);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--" + CORS_ORIGIN + ": '" + regex + "' is no regular expression: " + e.getMessage(), e);
        }
    }
}
