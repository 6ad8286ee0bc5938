package io.tributary.deploy.cli;

import io.tributary.deploy.logging.LogFormat;
import io.tributary.deploy.logging.LogLevel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The daemon's flags. Each can be given as an environment variable too, see {@link EnvironmentDefaults}. */
final class RunFlags {
    @Option(
            names = "--config.file",
            paramLabel = "FILE",
            order = 1,
            description =
                    "Who is profiled: a targets file. Without one Tributary profiles itself. (TRIBUTARY_CONFIG_FILE)")
    private @Nullable Path configFile;

    @Option(
            names = "--storage.path",
            paramLabel = "DIR",
            order = 2,
            description = "Folder with the profiles. Default: ${DEFAULT-VALUE} (TRIBUTARY_STORAGE_PATH)")
    private Path storagePath = Path.of("data");

    @Option(
            names = "--web.listen-address",
            paramLabel = "HOST:PORT",
            order = 3,
            converter = ListenAddressConverter.class,
            description = {
                "Where to listen; port 0 takes a free one, which the log tells. Default: ${DEFAULT-VALUE}",
                "(TRIBUTARY_WEB_LISTEN_ADDRESS)"
            })
    private ListenAddress listenAddress = new ListenAddress("127.0.0.1", 7171);

    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            order = 4,
            description = "error, warn, info or debug. Default: info (TRIBUTARY_LOG_LEVEL)")
    private LogLevel logLevel = LogLevel.INFO;

    @Option(
            names = "--log.format",
            paramLabel = "FORMAT",
            order = 5,
            description = "text or json. Default: text (TRIBUTARY_LOG_FORMAT)")
    private LogFormat logFormat = LogFormat.TEXT;

    RunSettings settings() {
        return new RunSettings(configFile, storagePath, listenAddress, logLevel, logFormat);
    }
}
