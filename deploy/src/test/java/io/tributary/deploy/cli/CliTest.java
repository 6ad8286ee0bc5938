package io.tributary.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.api.http.Cors;
import io.tributary.deploy.logging.LogFormat;
import io.tributary.deploy.logging.LogLevel;
import io.tributary.profile.filter.ProfileFilter;
import io.tributary.storage.rocksdb.Retention;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final Retention KEPT =
            new Retention(Duration.ofDays(14), Duration.ofDays(400), Duration.ofDays(90), Long.MAX_VALUE);
    private static final RunSettings DEFAULTS = new RunSettings(
            null,
            Path.of("data"),
            KEPT,
            new ListenAddress("127.0.0.1", 7171),
            WebSettings.OPEN,
            false,
            LogLevel.INFO,
            LogFormat.TEXT);

    /** Nobody asks for it. */
    private static final class NoFiles implements FileCommands {
        @Override
        public void merge(List<String> files, ProfileFilter filter, String output) {
            throw new IllegalStateException("merge " + files + " to " + output);
        }

        @Override
        public void pgo(List<String> files, PgoFlags flags, String output) {
            throw new IllegalStateException("pgo " + files + " to " + output);
        }

        @Override
        public void diff(Sources sources, ProfileFilter filter, String output) {
            throw new IllegalStateException("diff " + sources + " to " + output);
        }

        @Override
        public void top(List<String> files, ProfileFilter filter, TopView view) {
            throw new IllegalStateException("top " + files);
        }

        @Override
        public void inspect(List<String> files) {
            throw new IllegalStateException("inspect " + files);
        }

        @Override
        public void train(Path folder) {
            throw new IllegalStateException("train in " + folder);
        }
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final RecordedDaemon daemon = new RecordedDaemon();

    private int run(Map<String, String> environment, String... arguments) {
        return new Cli(
                        daemon,
                        this::check,
                        this::check,
                        new NoFiles(),
                        this::verify,
                        environment,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(arguments);
    }

    private void verify(Path folder) throws CommandException {
        if (folder.endsWith("damaged")) {
            throw new CommandException(ExitCode.WRONG_INPUT, List.of("shop: damaged", "cart: damaged"), null);
        }
        out.append("verified ").append(folder.toString()).append('\n');
    }

    @Test
    void verifyTakesTheFolderFromTheFlagTheEnvironmentOrTheDaemonsDefault() {
        assertThat(run(Map.of(), "verify", "--storage.path=/d")).isZero();
        assertThat(run(Map.of("TRIBUTARY_STORAGE_PATH", "/e"), "verify")).isZero();
        assertThat(run(Map.of(), "verify")).isZero();
        assertThat(out).hasToString("verified /d\nverified /e\nverified data\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void eachThingThatVerifyFoundIsALine() {
        assertThat(run(Map.of(), "verify", "--storage.path=damaged")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err).hasToString("tributary: shop: damaged\ntributary: cart: damaged\n");
    }

    @Test
    void verifyTakesNoArgument() {
        assertThat(run(Map.of(), "verify", "data")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err).hasToString("tributary: unknown argument 'data'; see tributary verify --help\n");
    }

    static Stream<Arguments> everyWayToSaySomething() {
        return Stream.of(
                arguments("--config.file=a.yaml", "TRIBUTARY_CONFIG_FILE=a.yaml", with("a.yaml", null, null)),
                arguments("--storage.path=/d", "TRIBUTARY_STORAGE_PATH=/d", with(null, "/d", null)),
                arguments(
                        "--web.listen-address=[::1]:80",
                        "TRIBUTARY_WEB_LISTEN_ADDRESS=[::1]:80",
                        with(null, null, new ListenAddress("::1", 80))),
                arguments(
                        "--web.listen-address=:0",
                        "TRIBUTARY_WEB_LISTEN_ADDRESS=:0",
                        with(null, null, new ListenAddress("0.0.0.0", 0))),
                arguments(
                        "--web.enable-lifecycle",
                        "TRIBUTARY_WEB_ENABLE_LIFECYCLE=true",
                        new RunSettings(
                                null,
                                Path.of("data"),
                                KEPT,
                                DEFAULTS.listenAddress(),
                                WebSettings.OPEN,
                                true,
                                LogLevel.INFO,
                                LogFormat.TEXT)),
                arguments(
                        "--web.config.file=web.yaml",
                        "TRIBUTARY_WEB_CONFIG_FILE=web.yaml",
                        asked(new WebSettings(Path.of("web.yaml"), Cors.NONE, false))),
                arguments(
                        "--web.cors.origin=https://.*\\.example\\.org",
                        "TRIBUTARY_WEB_CORS_ORIGIN=https://.*\\.example\\.org",
                        asked(new WebSettings(null, Cors.of("https://.*\\.example\\.org"), false))),
                arguments(
                        "--web.enable-admin-api",
                        "TRIBUTARY_WEB_ENABLE_ADMIN_API=true",
                        asked(new WebSettings(null, Cors.NONE, true))),
                arguments(
                        "--log.level=debug",
                        "TRIBUTARY_LOG_LEVEL=DEBUG",
                        new RunSettings(
                                null,
                                Path.of("data"),
                                KEPT,
                                DEFAULTS.listenAddress(),
                                WebSettings.OPEN,
                                false,
                                LogLevel.DEBUG,
                                LogFormat.TEXT)),
                arguments(
                        "--log.format=json",
                        "TRIBUTARY_LOG_FORMAT=json",
                        new RunSettings(
                                null,
                                Path.of("data"),
                                KEPT,
                                DEFAULTS.listenAddress(),
                                WebSettings.OPEN,
                                false,
                                LogLevel.INFO,
                                LogFormat.JSON)),
                arguments(
                        "--storage.retention.raw=2w",
                        "TRIBUTARY_STORAGE_RETENTION_RAW=14d",
                        keeping(14, 400, 90, Long.MAX_VALUE)),
                arguments(
                        "--storage.retention.rollups=1y",
                        "TRIBUTARY_STORAGE_RETENTION_ROLLUPS=365d",
                        keeping(14, 365, 90, Long.MAX_VALUE)),
                arguments(
                        "--storage.retention.traces=3d",
                        "TRIBUTARY_STORAGE_RETENTION_TRACES=72h",
                        keeping(14, 400, 3, Long.MAX_VALUE)),
                arguments(
                        "--storage.retention.size=50GB",
                        "TRIBUTARY_STORAGE_RETENTION_SIZE=51200MB",
                        keeping(14, 400, 90, 50L << 30)));
    }

    private static RunSettings keeping(int raw, int rollUps, int traces, long bytes) {
        return new RunSettings(
                null,
                DEFAULTS.storagePath(),
                new Retention(Duration.ofDays(raw), Duration.ofDays(rollUps), Duration.ofDays(traces), bytes),
                DEFAULTS.listenAddress(),
                WebSettings.OPEN,
                false,
                LogLevel.INFO,
                LogFormat.TEXT);
    }

    private static RunSettings asked(WebSettings web) {
        return new RunSettings(
                null,
                DEFAULTS.storagePath(),
                KEPT,
                DEFAULTS.listenAddress(),
                web,
                false,
                LogLevel.INFO,
                LogFormat.TEXT);
    }

    private static RunSettings with(@Nullable String config, @Nullable String storage, @Nullable ListenAddress listen) {
        return new RunSettings(
                config == null ? null : Path.of(config),
                storage == null ? DEFAULTS.storagePath() : Path.of(storage),
                KEPT,
                listen == null ? DEFAULTS.listenAddress() : listen,
                WebSettings.OPEN,
                false,
                LogLevel.INFO,
                LogFormat.TEXT);
    }

    @ParameterizedTest
    @MethodSource("everyWayToSaySomething")
    void aFlagAndItsVariableSayTheSame(String flag, String variable, RunSettings expected) {
        String[] parts = variable.split("=", 2);

        assertThat(run(Map.of(), flag)).isZero();
        assertThat(run(Map.of(), "run", flag)).isZero();
        assertThat(run(Map.of(parts[0], parts[1]))).isZero();
        assertThat(run(Map.of(parts[0], parts[1]), "run")).isZero();

        assertThat(daemon.runs).containsOnly(expected).hasSize(4);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyWayToSaySomething")
    void whatIsInForceIsShownAsItCouldBeGiven(String flag, String variable, RunSettings expected) {
        assertThat(run(Map.of(), flag)).isZero();
        String[] shown = daemon.runs.getFirst().flags().entrySet().stream()
                .filter(each -> !each.getValue().isEmpty() && !each.getValue().equals("false"))
                .map(each -> "--" + each.getKey() + (each.getValue().equals("true") ? "" : "=" + each.getValue()))
                .toArray(String[]::new);

        assertThat(run(Map.of(), shown)).isZero();

        assertThat(daemon.runs).hasSize(2).containsOnly(expected);
    }

    @Test
    void everyFlagIsShown() {
        assertThat(DEFAULTS.flags().keySet())
                .containsExactlyInAnyOrderElementsOf(RunFlags.options().getOptions().stream()
                        .map(Option::getLongOpt)
                        .toList());
        assertThat(DEFAULTS.flags())
                .containsEntry("storage.path", "data")
                .containsEntry("storage.retention.rollups", "400d")
                .containsEntry("storage.retention.size", "")
                .containsEntry("web.enable-lifecycle", "false")
                .containsEntry("log.level", "info");
    }

    @Test
    void withoutAnythingTheDefaultsHold() {
        assertThat(run(Map.of("TRIBUTARY_STORAGE_PATH", ""))).isZero();
        assertThat(daemon.runs).containsExactly(DEFAULTS);
    }

    @Test
    void aFlagWinsOverItsVariable() {
        assertThat(run(Map.of("TRIBUTARY_STORAGE_PATH", "/variable"), "--storage.path=/flag"))
                .isZero();
        assertThat(daemon.runs).extracting(RunSettings::storagePath).containsExactly(Path.of("/flag"));
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                arguments(List.of("--storge.path=/d"), "--storage.path"),
                arguments(List.of("runn"), "'runn'"),
                arguments(List.of("run", "now"), "'now'"),
                arguments(List.of("--storage.path"), "--storage.path"),
                arguments(List.of("--storage.path="), "--storage.path is empty"),
                arguments(List.of("--storage.path=/d", "--storage.path=/e"), "--storage.path is given more than once"),
                arguments(List.of("--storage.retention.raw=14"), "'14': a duration is written like"),
                arguments(List.of("--storage.retention.rollups=23h"), "at least 1d"),
                arguments(List.of("--storage.retention.size=10"), "'10' is no size"),
                arguments(List.of("--storage.retention.size=0GB"), "'0GB' is no size"),
                arguments(List.of("--storage.retention.size=9EB"), "'9EB' is no size"),
                arguments(List.of("--storage=/d"), "'--storage=/d'"),
                arguments(List.of("-x"), "'-x'"),
                arguments(List.of("check", "confg", "a.yaml"), "config"),
                arguments(List.of("--storage.path=/d", "run"), "--storage.path goes behind the word run"),
                arguments(List.of("--web.listen-address=localhost"), "has no port"),
                arguments(List.of("--web.listen-address=localhost:http"), "not a number from 0 to 65535"),
                arguments(List.of("--web.listen-address=localhost:65536"), "not a number from 0 to 65535"),
                arguments(List.of("--web.listen-address=localhost:-1"), "not a number from 0 to 65535"),
                arguments(List.of("--web.listen-address=::1:7171"), "in brackets"),
                arguments(List.of("--log.level=loud"), "--log.level"),
                arguments(List.of("--log.format=xml"), "--log.format"),
                arguments(List.of("check", "config"), "FILE"),
                arguments(List.of("check", "web-config"), "FILE"),
                arguments(List.of("--web.cors.origin=("), "no regular expression"),
                arguments(List.of("check"), "subcommand"),
                arguments(List.of("check", "config", "--storage.path=/d", "a.yaml"), "--storage.path"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsage")
    void wrongUsageIsOneLineAndExitCode2(List<String> arguments, String named) {
        assertThat(run(Map.of(), arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).startsWith("tributary: ").contains(named).contains("--help");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(daemon.runs).isEmpty();
    }

    @Test
    void aWrongVariableIsWrongUsageToo() {
        assertThat(run(Map.of("TRIBUTARY_LOG_LEVEL", "loud"))).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--log.level", "loud");
    }

    @Test
    void helpNamesEveryFlagWithItsVariable() {
        assertThat(run(Map.of(), "--help")).isZero();

        for (String flag :
                List.of("--config.file", "--storage.path", "--web.listen-address", "--log.level", "--log.format")) {
            assertThat(out.toString()).contains(flag, Environment.variable(flag));
        }
        assertThat(out.toString()).doesNotContain("train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void helpAndVersionDoNothingElse(String flag) {
        assertThat(run(Map.of(), flag)).isZero();
        assertThat(run(Map.of(), "run", flag)).isZero();
        assertThat(daemon.runs).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(run(Map.of(), "--version")).isZero();
        assertThat(out.toString()).matches("(?s)tributary \\d+\\.\\d+\\.\\d+\\S*\\R.*");
    }

    @Test
    void whatCannotStartSaysSoInALineForEachProblem() {
        daemon.failure = new CommandException(
                ExitCode.NOT_OPENED, List.of("one\n  thing", "another"), new IllegalStateException("inner"));

        assertThat(run(Map.of())).isEqualTo(3);
        assertThat(err.toString().lines()).containsExactly("tributary: one thing", "tributary: another");
    }

    private List<String> check(Path file) throws CommandException {
        String name = file.toString();
        if (name.startsWith("bad")) {
            throw new CommandException(
                    ExitCode.WRONG_INPUT, List.of(name + ":1:1: one", name + ":2:1: two"), new IllegalStateException());
        }
        if (name.startsWith("missing")) {
            throw new CommandException(
                    ExitCode.NOT_OPENED, List.of(name + ": no such file"), new IllegalStateException());
        }
        return name.startsWith("noted") ? List.of(name + ":3:1: alerting has no effect") : List.of();
    }

    @Test
    void whatHasNoEffectIsSaidAndTheFileIsFine() {
        assertThat(run(Map.of(), "check", "config", "noted.yaml")).isZero();

        assertThat(out.toString().lines())
                .containsExactly("noted.yaml:3:1: alerting has no effect", "noted.yaml: fine");
    }

    @Test
    void everyFileIsChecked() {
        assertThat(run(Map.of(), "check", "config", "bad.yaml", "good.yaml", "missing.yaml"))
                .isEqualTo(3);

        assertThat(err.toString().lines())
                .containsExactly(
                        "tributary: bad.yaml:1:1: one",
                        "tributary: bad.yaml:2:1: two",
                        "tributary: missing.yaml: no such file");
        assertThat(out.toString().lines()).containsExactly("good.yaml: fine");
    }

    @Test
    void aCheckTellsByItsExitCode() {
        assertThat(run(Map.of(), "check", "config", "good.yaml")).isZero();
        assertThat(run(Map.of(), "check", "config", "bad.yaml")).isEqualTo(1);
        assertThat(run(Map.of(), "check", "config", "missing.yaml")).isEqualTo(3);
        assertThat(run(Map.of(), "check", "web-config", "good.yaml")).isZero();
        assertThat(run(Map.of(), "check", "web-config", "bad.yaml")).isEqualTo(1);
        assertThat(run(Map.of(), "check", "web-config", "missing.yaml")).isEqualTo(3);
        assertThat(daemon.runs).isEmpty();
    }

    /** Notes what it was asked for. */
    private static final class RecordedDaemon implements DaemonCommands {
        private final List<RunSettings> runs = new ArrayList<>();
        private @Nullable CommandException failure;

        @Override
        public void run(RunSettings settings) throws CommandException {
            if (failure != null) {
                throw failure;
            }
            runs.add(settings);
        }

        @Override
        public void train(RunSettings settings) {
            throw new IllegalStateException("nobody asked for it");
        }
    }
}
