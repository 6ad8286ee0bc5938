package io.tributary.deploy.cli;

import io.tributary.deploy.logging.LogFormat;
import io.tributary.deploy.logging.LogLevel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** The daemon's flags. Each can be given as an environment variable too, see {@link Environment}. */
final class RunFlags {
    private static final String CONFIG_FILE = "config.file";
    private static final String STORAGE_PATH = "storage.path";
    private static final String LISTEN_ADDRESS = "web.listen-address";
    private static final String LIFECYCLE = "web.enable-lifecycle";
    private static final String LOG_LEVEL = "log.level";
    private static final String LOG_FORMAT = "log.format";

    private RunFlags() {}

    static Options options() {
        Options options = new Options()
                .addOption(flag(
                        CONFIG_FILE, "FILE", "Who is profiled: a targets file. Without one Tributary profiles itself."))
                .addOption(storagePath())
                .addOption(flag(
                        LISTEN_ADDRESS,
                        "HOST:PORT",
                        "Where to listen; port 0 takes a free one, which the log tells. Default: 127.0.0.1:7171"))
                .addOption(Option.builder()
                        .longOpt(LIFECYCLE)
                        .desc("Takes POST /-/reload and POST /-/quit. (" + Environment.variable(LIFECYCLE) + "=true)")
                        .get())
                .addOption(flag(LOG_LEVEL, "LEVEL", "error, warn, info or debug. Default: info"))
                .addOption(flag(LOG_FORMAT, "FORMAT", "text or json. Default: text"));
        RetentionFlags.options().forEach(options::addOption);
        WebFlags.options().forEach(options::addOption);
        return options;
    }

    static Option storagePath() {
        return flag(STORAGE_PATH, "DIR", "Folder with the profiles. Default: data");
    }

    static Path storagePath(CommandLine flags) throws UsageException {
        return path(STORAGE_PATH, flags.getOptionValue(STORAGE_PATH, "data"));
    }

    static Option flag(String name, String value, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(description + " (" + Environment.variable(name) + ")")
                .get();
    }

    static RunSettings read(CommandLine flags) throws UsageException {
        return new RunSettings(
                flags.hasOption(CONFIG_FILE) ? path(CONFIG_FILE, flags.getOptionValue(CONFIG_FILE)) : null,
                storagePath(flags),
                RetentionFlags.read(flags),
                address(flags.getOptionValue(LISTEN_ADDRESS, "127.0.0.1:7171")),
                WebFlags.read(flags),
                flags.hasOption(LIFECYCLE),
                oneOf(LOG_LEVEL, LogLevel.values(), flags.getOptionValue(LOG_LEVEL, "info")),
                oneOf(LOG_FORMAT, LogFormat.values(), flags.getOptionValue(LOG_FORMAT, "text")));
    }

    /** What {@link #read} would read the same settings from, by the flags' names. */
    static SortedMap<String, String> shown(RunSettings settings) {
        SortedMap<String, String> shown = new TreeMap<>();
        shown.put(CONFIG_FILE, shown(settings.configFile()));
        shown.put(STORAGE_PATH, settings.storagePath().toString());
        shown.put(LISTEN_ADDRESS, settings.listenAddress().toString());
        shown.put(LIFECYCLE, Boolean.toString(settings.lifecycle()));
        shown.put(LOG_LEVEL, word(settings.logLevel()));
        shown.put(LOG_FORMAT, word(settings.logFormat()));
        shown.putAll(RetentionFlags.shown(settings.retention()));
        shown.putAll(WebFlags.shown(settings.web()));
        return shown;
    }

    static String shown(@Nullable Path path) {
        return path == null ? "" : path.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Path path(String flag, @Nullable String text) throws UsageException {
        if (text == null || text.isEmpty()) {
            throw new UsageException("--" + flag + " is empty; name a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--" + flag + ": " + e.getMessage(), e);
        }
    }

    private static ListenAddress address(String text) throws UsageException {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + LISTEN_ADDRESS + ": " + e.getMessage(), e);
        }
    }

    private static <E extends Enum<E>> E oneOf(String flag, E[] values, String text) throws UsageException {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        String allowed = Arrays.stream(values).map(RunFlags::word).collect(Collectors.joining(", "));
        throw new UsageException("--" + flag + ": '" + text + "' is none of " + allowed);
    }
}
