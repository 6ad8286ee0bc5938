package io.tributary.deploy.targets;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.LoadedTargets;
import io.tributary.collector.config.Problem;
import io.tributary.collector.config.TargetsFile;
import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.ListenAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who is profiled. */
public final class Targets {
    private Targets() {}

    /**
     * Those of a file.
     *
     * @throws CommandException with every problem of it: 3 when it cannot be read, 1 when what it says is wrong
     */
    public static LoadedTargets load(Path file) throws CommandException {
        try {
            return TargetsFile.read(file);
        } catch (ConfigException e) {
            boolean isReadable = Files.isRegularFile(file) && Files.isReadable(file);
            throw new CommandException(
                    isReadable ? ExitCode.WRONG_INPUT : ExitCode.NOT_OPENED,
                    e.problems().stream().map(Problem::toString).toList(),
                    e);
        }
    }

    /**
     * Reads a file as {@link #load} does, for who wants to know whether it can be used.
     *
     * @return a line for everything in it that has no effect
     * @throws CommandException as {@link #load}
     */
    public static List<String> check(Path file) throws CommandException {
        return load(file).notes().stream().map(Problem::toString).toList();
    }

    /**
     * Tributary alone.
     *
     * @param listening where it listens, with the port it has
     */
    public static LoadedTargets self(ListenAddress listening, String version) {
        Address address = new Address(reachable(listening.host()), listening.port());
        return self(address.toString(), "", version);
    }

    /**
     * The same, by another way in.
     *
     * @param inside where it lets itself in
     * @param token with which it does; hexadecimal digits
     */
    public static LoadedTargets self(ListenAddress listening, ListenAddress inside, String token, String version) {
        Address address = new Address(reachable(listening.host()), listening.port());
        return self(inside.toString(), """
                authorization: {credentials: '%s'}
                relabel_configs:
                  - {target_label: instance, replacement: '%s'}
                """.formatted(token, address), version);
    }

    private static LoadedTargets self(String address, String more, String version) {
        try {
            // A CPU profile of most of the interval, so that a first look after a minute has something to show.
            return TargetsFile.read(
                    "Tributary itself", """
                    scrape_configs:
                      - job_name: tributary
                        scrape_interval: 15s
                        scrape_timeout: 10s
                        static_configs:
                          - targets: ['%s']
                            labels: {version: '%s'}
                        profiling_config:
                          pprof_config:
                            cpu: {seconds: 10}
                            goroutine: {enabled: false}
                            threads: {path: /debug/pprof/threads}
                    """.formatted(address, version.replace("'", "''")) + more.indent(4));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
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
