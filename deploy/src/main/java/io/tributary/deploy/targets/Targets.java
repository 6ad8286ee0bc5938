package io.tributary.deploy.targets;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.Problem;
import io.tributary.collector.config.ProfileConfig;
import io.tributary.collector.config.Scheme;
import io.tributary.collector.config.TargetConfig;
import io.tributary.collector.config.TargetsConfig;
import io.tributary.collector.config.TargetsFile;
import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.ListenAddress;
import io.tributary.storage.Labels;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who is profiled. */
public final class Targets {
    private static final String SELF = "tributary";
    private static final Duration SELF_INTERVAL = Duration.ofSeconds(15);
    private static final Duration SELF_TIMEOUT = Duration.ofSeconds(10);
    /** Most of the interval, so that a first look after a minute has something to show. */
    private static final int SELF_CPU_SECONDS = 10;

    private Targets() {}

    /**
     * Those of a file.
     *
     * @throws CommandException with every problem of it: 3 when it cannot be read, 1 when what it says is wrong
     */
    public static TargetsConfig load(Path file) throws CommandException {
        try {
            return TargetsFile.load(file);
        } catch (ConfigException e) {
            boolean isReadable = Files.isRegularFile(file) && Files.isReadable(file);
            throw new CommandException(
                    isReadable ? ExitCode.WRONG_INPUT : ExitCode.NOT_OPENED,
                    e.problems().stream().map(Problem::toString).toList(),
                    e);
        }
    }

    /**
     * Tributary alone.
     *
     * @param listening where it listens, with the port it has
     */
    public static TargetsConfig self(ListenAddress listening, String version) {
        Address address = new Address(reachable(listening.host()), listening.port());
        Labels labels =
                Labels.of(Map.of(Labels.JOB, SELF, Labels.INSTANCE, address.toString(), Labels.VERSION, version));
        List<ProfileConfig> profiles = List.of(
                new ProfileConfig("cpu", "/debug/pprof/profile", SELF_CPU_SECONDS),
                new ProfileConfig("heap", "/debug/pprof/heap", 0),
                new ProfileConfig("threads", "/debug/pprof/threads", 0));
        return new TargetsConfig(List.of(new JobConfig(
                SELF,
                SELF_INTERVAL,
                SELF_TIMEOUT,
                Scheme.HTTP,
                Map.of(),
                new Credentials.None(),
                profiles,
                List.of(new TargetConfig(address, labels)))));
    }

    /** An address to connect to: who listens everywhere is asked at home. */
    private static String reachable(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : host;
        } catch (UnknownHostException _) {
            return host;
        }
    }
}
