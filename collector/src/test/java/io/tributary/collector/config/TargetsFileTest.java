package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.collector.config.DnsSdConfig.RecordType;
import io.tributary.collector.config.KubernetesSdConfig.Role;
import io.tributary.collector.config.KubernetesSdConfig.Selector;
import io.tributary.collector.relabel.Action;
import io.tributary.collector.relabel.AnchoredRegex;
import io.tributary.collector.relabel.RelabelConfig;
import io.tributary.collector.relabel.Template;
import io.tributary.profile.testing.TestData;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsFileTest {
    private static JobConfig only(String yaml) throws ConfigException {
        List<JobConfig> jobs = TargetsFile.parse("t.yaml", yaml).jobs();
        assertThat(jobs).hasSize(1);
        return jobs.getFirst();
    }

    @Test
    void aJobThatSaysNearlyNothingGetsEveryDefault() throws ConfigException {
        assertThat(only("""
                scrape_configs:
                  - job_name: shop
                    static_configs:
                      - targets: [shop-1:6060]
                """))
                .isEqualTo(new JobConfig(
                        "shop",
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Scheme.HTTP,
                        Map.of(),
                        HttpClientConfig.DEFAULT,
                        ScheduleConfig.DEFAULT,
                        List.of(
                                new ProfileConfig("cpu", "/debug/pprof/profile", 10, Duration.ofMinutes(1)),
                                new ProfileConfig("goroutine", "/debug/pprof/goroutine", 0, Duration.ofMinutes(1)),
                                new ProfileConfig("heap", "/debug/pprof/heap", 0, Duration.ofMinutes(1))),
                        List.of(
                                new ProfileConfig("allocs", "/debug/pprof/allocs", 0, Duration.ofMinutes(1)),
                                new ProfileConfig("block", "/debug/pprof/block", 0, Duration.ofMinutes(1)),
                                new ProfileConfig("flight_recorder", "/debug/flightrecorder", 0, Duration.ofMinutes(1)),
                                new ProfileConfig("mutex", "/debug/pprof/mutex", 0, Duration.ofMinutes(1)),
                                new ProfileConfig(
                                        "threadcreate", "/debug/pprof/threadcreate", 0, Duration.ofMinutes(1)),
                                new ProfileConfig("trace", "/debug/pprof/trace", 10, Duration.ofMinutes(1))),
                        List.of(new StaticConfig(List.of(new TreeMap<>(Map.of("__address__", "shop-1:6060"))))),
                        List.of()));
    }

    @Test
    void everyKeyArrives(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("targets.yaml"), """
                global:
                  scrape_interval: 2m
                  scrape_timeout: 20s
                  overhead_budget: 0.5
                shard: {index: 1, count: 4}
                scrape_configs:
                  - job_name: shop
                    scrape_interval: 1m30s
                    scrape_timeout: 5s
                    overhead_budget: 28%
                    sampling: {targets: 50}
                    metrics_path: metrics
                    scheme: https
                    params:
                      gc: ["1"]
                      tag: [a, "b c"]
                    basic_auth:
                      username: prom
                      password_file: secrets/password
                    static_configs:
                      - targets: ["10.0.0.1:6060", "[::1]:6061", "shop.example"]
                        labels:
                          service_name: web-shop
                          version: 1.20
                          __hidden: x
                      - targets: ["10.0.0.9:6060"]
                        labels:
                          job: other
                          instance: nine
                    relabel_configs:
                      - source_labels: [__address__, version]
                        separator: /
                        regex: (.*):\\d+/(.*)
                        target_label: host
                        replacement: ${1}
                    profiling_config:
                      path_prefix: /admin/
                      pprof_config:
                        process_cpu:
                          seconds: 15
                        memory:
                          enabled: false
                        trace:
                          enabled: false
                          path: /trace
                          seconds: 3
                        goroutine:
                          path: /stacks
                        mutex:
                        fgprof:
                          path: debug/fgprof
                          delta: true
                  - job_name: plain
                    authorization:
                      credentials: t0ken
                    static_configs: []
                """);

        TargetsConfig config = TargetsFile.load(file);

        JobConfig shop = config.jobs().getFirst();
        assertThat(shop)
                .isEqualTo(new JobConfig(
                        "shop",
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(5),
                        Scheme.HTTPS,
                        Map.of("gc", List.of("1"), "tag", List.of("a", "b c")),
                        with(new Credentials.Basic(
                                new Secret.Inline("prom"), new Secret.InFile(folder.resolve("secrets/password")))),
                        new ScheduleConfig(0.28, 50, "/metrics"),
                        List.of(
                                new ProfileConfig("cpu", "/admin/debug/pprof/profile", 15, Duration.ofSeconds(90)),
                                new ProfileConfig("fgprof", "/admin/debug/fgprof", 10, Duration.ofSeconds(90)),
                                new ProfileConfig("goroutine", "/admin/stacks", 0, Duration.ofSeconds(90)),
                                new ProfileConfig("mutex", "/admin/debug/pprof/mutex", 0, Duration.ofSeconds(90))),
                        List.of(
                                new ProfileConfig("allocs", "/admin/debug/pprof/allocs", 0, Duration.ofSeconds(90)),
                                new ProfileConfig("block", "/admin/debug/pprof/block", 0, Duration.ofSeconds(90)),
                                new ProfileConfig(
                                        "flight_recorder", "/admin/debug/flightrecorder", 0, Duration.ofSeconds(90)),
                                new ProfileConfig("heap", "/admin/debug/pprof/heap", 0, Duration.ofSeconds(90)),
                                new ProfileConfig(
                                        "threadcreate", "/admin/debug/pprof/threadcreate", 0, Duration.ofSeconds(90)),
                                new ProfileConfig("trace", "/admin/trace", 3, Duration.ofSeconds(90))),
                        List.of(new StaticConfig(List.of(
                                target("10.0.0.1:6060"),
                                target("[::1]:6061"),
                                target("shop.example"),
                                new TreeMap<>(
                                        Map.of("__address__", "10.0.0.9:6060", "job", "other", "instance", "nine"))))),
                        List.of(new RelabelConfig(
                                Action.REPLACE,
                                List.of("__address__", "version"),
                                "/",
                                AnchoredRegex.of("(.*):\\d+/(.*)"),
                                0,
                                Template.of("host"),
                                Template.of("${1}")))));
        JobConfig plain = config.jobs().getLast();
        assertThat(plain.http().credentials()).isEqualTo(new Credentials.Token("Bearer", new Secret.Inline("t0ken")));
        assertThat(plain.interval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plain.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(plain.schedule()).isEqualTo(new ScheduleConfig(0.5, 0, null));
        assertThat(plain.discovery()).containsExactly(new StaticConfig(List.of()));
        assertThat(config.shard()).isEqualTo(new ShardConfig(1, 4));
        assertThat(config.toString()).doesNotContain("t0ken");
    }

    private static SortedMap<String, String> target(String address) {
        return new TreeMap<>(
                Map.of("__address__", address, "service_name", "web-shop", "version", "1.20", "__hidden", "x"));
    }

    private static HttpClientConfig with(Credentials credentials) {
        return new HttpClientConfig(credentials, TlsConfig.DEFAULT, ProxyConfig.NONE, true, List.of());
    }

    @Test
    void everyWayToFindTargetsArrives(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("targets.yaml"), """
                scrape_configs:
                  - job_name: shop
                    file_sd_configs:
                      - files: [targets/*.json, /etc/targets.yml]
                    http_sd_configs:
                      - url: https://inventory.example/targets?team=shop
                        refresh_interval: 10s
                        basic_auth: {username: u, password: p}
                    dns_sd_configs:
                      - names: [_pprof._tcp.shop.example]
                      - names: [a.example., b]
                        type: a
                        port: 6060
                        refresh_interval: 1m
                    kubernetes_sd_configs:
                      - role: pod
                      - role: endpointslice
                        api_server: https://10.0.0.1:6443
                        authorization: {credentials_file: token}
                        namespaces: {names: [shop, cart]}
                        selectors:
                          - {role: pod, label: app=shop, field: spec.nodeName=n1}
                          - {role: endpointslice, label: a}
                      - role: service
                        namespaces: {own_namespace: true}
                      - role: node
                        kubeconfig_file: kube.yaml
                """);

        assertThat(TargetsFile.load(file).jobs().getFirst().discovery())
                .containsExactly(
                        new FileSdConfig(
                                List.of(folder.resolve("targets/*.json"), Path.of("/etc/targets.yml")),
                                Duration.ofMinutes(5)),
                        new HttpSdConfig(
                                URI.create("https://inventory.example/targets?team=shop"),
                                Duration.ofSeconds(10),
                                with(new Credentials.Basic(new Secret.Inline("u"), new Secret.Inline("p")))),
                        new DnsSdConfig(List.of("_pprof._tcp.shop.example"), RecordType.SRV, 0, Duration.ofSeconds(30)),
                        new DnsSdConfig(List.of("a.example.", "b"), RecordType.A, 6060, Duration.ofMinutes(1)),
                        new KubernetesSdConfig(
                                Role.POD, null, null, HttpClientConfig.DEFAULT, false, List.of(), Map.of()),
                        new KubernetesSdConfig(
                                Role.ENDPOINTSLICE,
                                URI.create("https://10.0.0.1:6443"),
                                null,
                                with(new Credentials.Token("Bearer", new Secret.InFile(folder.resolve("token")))),
                                false,
                                List.of("shop", "cart"),
                                Map.of(
                                        Role.POD, new Selector("app=shop", "spec.nodeName=n1"),
                                        Role.ENDPOINTSLICE, new Selector("a", ""))),
                        new KubernetesSdConfig(
                                Role.SERVICE, null, null, HttpClientConfig.DEFAULT, true, List.of(), Map.of()),
                        new KubernetesSdConfig(
                                Role.NODE,
                                null,
                                folder.resolve("kube.yaml"),
                                HttpClientConfig.DEFAULT,
                                false,
                                List.of(),
                                Map.of()));
    }

    @Test
    void aParcaFilesScrapeConfigLoadsUnchanged() throws ConfigException {
        JobConfig job = only("""
                scrape_configs:
                  - job_name: "parca"
                    scrape_interval: "3s"
                    scrape_timeout: "6s"
                    static_configs:
                      - targets: [ '127.0.0.1:7070' ]
                    profiling_config:
                      pprof_config:
                        memory:
                          enabled: true
                          path: /debug/pprof/allocs
                        process_cpu:
                          enabled: true
                          delta: true
                          path: /debug/pprof/profile
                        fgprof:
                          enabled: true
                          path: /debug/pprof/fgprof
                          delta: true
                """);

        assertThat(job.profiles())
                .containsExactly(
                        new ProfileConfig("cpu", "/debug/pprof/profile", 1, Duration.ofSeconds(3)),
                        new ProfileConfig("fgprof", "/debug/pprof/fgprof", 1, Duration.ofSeconds(3)),
                        new ProfileConfig("goroutine", "/debug/pprof/goroutine", 0, Duration.ofSeconds(3)),
                        new ProfileConfig("heap", "/debug/pprof/allocs", 0, Duration.ofSeconds(3)));
        assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void eachTypeMayHaveItsOwnIntervalAndBeADifference() throws ConfigException {
        JobConfig job = only("""
                scrape_configs:
                  - job_name: a
                    metrics_path: /metrics
                    profiling_config:
                      pprof_config:
                        cpu: {scrape_interval: 5m}
                        heap: {scrape_interval: 10m}
                        heap_delta: {path: /debug/pprof/heap, delta: true, seconds: 30, scrape_interval: 30s}
                        allocs: {delta: true}
                        block: {seconds: 7}
                        mutex: {delta: true, scrape_interval: 7d, seconds: 3600}
                        threadcreate: {scrape_interval: 100ms}
                        soon: {path: /soon, delta: true, scrape_interval: 4s}
                    static_configs: [{targets: [a]}]
                """);

        Duration minute = Duration.ofMinutes(1);
        assertThat(job.profiles())
                .containsExactly(
                        new ProfileConfig("allocs", "/debug/pprof/allocs", 10, minute),
                        new ProfileConfig("block", "/debug/pprof/block", 7, minute),
                        new ProfileConfig("cpu", "/debug/pprof/profile", 10, Duration.ofMinutes(5)),
                        new ProfileConfig("heap", "/debug/pprof/heap", 0, Duration.ofMinutes(10)),
                        new ProfileConfig("heap_delta", "/debug/pprof/heap", 30, Duration.ofSeconds(30)),
                        new ProfileConfig("mutex", "/debug/pprof/mutex", 3600, Duration.ofDays(7)),
                        new ProfileConfig("soon", "/soon", 2, Duration.ofSeconds(4)),
                        new ProfileConfig("threadcreate", "/debug/pprof/threadcreate", 0, Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @CsvSource({"16.666667%,10", "17%,10", "0.17,10", "100%,60", "1,60", "1.0,60", "50.5%,30"})
    void aBudgetMayBeJustWhatThePlanTakes(String budget, int seconds) throws ConfigException {
        assertThat(only("""
                scrape_configs:
                  - job_name: a
                    overhead_budget: %s
                    profiling_config: {pprof_config: {cpu: {seconds: %d}}}
                    static_configs: [{targets: [a]}]
                """.formatted(budget, seconds)).schedule().overheadBudget())
                .isBetween(seconds / 60.0 - 1e-6, 1.0);
    }

    @Test
    void withMetricsTheGoroutineProfileIsTakenWhereItIsAskedFor() throws ConfigException {
        String yaml = """
                scrape_configs:
                  - job_name: a
                    metrics_path: /metrics
                    profiling_config: {pprof_config: {%s: }}
                    static_configs: [{targets: [a]}]
                """;

        assertThat(only(yaml.formatted("mutex")).profiles())
                .extracting(ProfileConfig::type)
                .containsExactly("cpu", "heap", "mutex");
        assertThat(only(yaml.formatted("goroutine")).profiles())
                .extracting(ProfileConfig::type)
                .containsExactly("cpu", "goroutine", "heap");
    }

    @Test
    void aTimeoutThatIsNotGivenStaysWithinAShortInterval() throws ConfigException {
        JobConfig job = only("""
                scrape_configs:
                  - job_name: a
                    scrape_interval: 200ms
                    profiling_config:
                      pprof_config:
                        cpu: {enabled: false}
                    static_configs: [{targets: [a]}]
                """);

        assertThat(job.interval()).isEqualTo(Duration.ofMillis(200));
        assertThat(job.timeout()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void whereRulesMakeTheAddressATargetMayBeAnythingAndStandThereTwice() throws ConfigException {
        JobConfig job = only("""
                scrape_configs:
                  - job_name: probe
                    static_configs:
                      - targets: ["http://a.example/x", "http://a.example/x"]
                    relabel_configs:
                      - {target_label: __address__, replacement: "127.0.0.1:9115"}
                """);

        assertThat(((StaticConfig) job.discovery().getFirst()).targets()).hasSize(2);
    }

    @Test
    void anchorsAreSharedNotCopied() throws ConfigException {
        TargetsConfig config = TargetsFile.parse("t.yaml", """
                scrape_configs:
                  - job_name: a
                    static_configs: &targets
                      - targets: [a:1, b:2]
                  - job_name: b
                    static_configs: *targets
                """);

        assertThat(config.jobs().getLast().discovery())
                .isEqualTo(config.jobs().getFirst().discovery())
                .containsExactly(new StaticConfig(List.of(
                        new TreeMap<>(Map.of("__address__", "a:1")), new TreeMap<>(Map.of("__address__", "b:2")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/tributary.example.yaml", "deploy/compose/tributary.yaml"})
    void theFilesThatComeWithTheProjectAreGood(String name) throws ConfigException {
        TargetsConfig config = TargetsFile.load(TestData.root().resolveSibling(name));

        assertThat(config.jobs()).isNotEmpty().allSatisfy(job -> {
            assertThat(job.discovery()).isNotEmpty();
            assertThat(job.profiles()).extracting(ProfileConfig::type).contains("cpu", "heap");
        });
    }

    @Test
    void aFileThatIsNotThereSaysSo(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");

        assertThatThrownBy(() -> TargetsFile.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": there is no such file; --config.file names another");
    }

    @Test
    void aFolderIsNoFile(@TempDir Path folder) {
        assertThatThrownBy(() -> TargetsFile.load(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder + ": this is a folder, not a file");
    }

    @Test
    void bytesThatAreNoTextAreRefused(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', (byte) 0xe9, '\n'});

        assertThatThrownBy(() -> TargetsFile.load(file)).hasMessage(file + ": this is not UTF-8 text");
    }

    @Test
    void aHugeFileIsRefusedBeforeItIsParsed(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("huge.yaml"), new byte[(4 << 20) + 1]);

        assertThatThrownBy(() -> TargetsFile.load(file)).hasMessage(file + ": larger than the 4 MiB allowed");
    }

    @Test
    void whatIsCapturedHasItsDefaults() throws ConfigException {
        CapturesConfig defaults = new CapturesConfig(Duration.ofHours(1), 8, 256, 5, List.of());
        assertThat(TargetsFile.parse("t.yaml", "scrape_configs: []").captures()).isEqualTo(defaults);
        assertThat(TargetsFile.parse("t.yaml", "scrape_configs: []\ncaptures:\n")
                        .captures())
                .isEqualTo(defaults);
        CaptureRule rule = TargetsFile.parse(
                        "t.yaml", "scrape_configs: []\ncaptures: {alerts: [{alertname: A, capture: [{type: cpu}]}]}")
                .captures()
                .alerts()
                .getFirst();
        assertThat(rule.matchers()).hasToString("{}");
        assertThat(rule.match()).hasToString("{}");
        assertThat(rule.equal()).containsExactly("instance");
        assertThat(rule.capture()).containsExactly(new CaptureConfig("cpu", 0));
    }

    @Test
    void everyKeyOfCapturesArrives() throws ConfigException {
        LoadedTargets loaded = TargetsFile.read("t.yaml", """
                captures:
                  hold_off: 30m
                  max_concurrent: 2
                  max_queued: 0
                  max_targets: 7
                  alerts:
                    - alertname: HighGoroutineCount
                      matchers: ['severity="warning"', zone=~eu-.*, "team != ops", '{a="b", c!~"d"}', empty=, level=~(warning|critical)]
                      equal: [region, pod]
                      match: '{service_name="shop"}'
                      capture:
                        - type: goroutine
                        - type: process_cpu
                          seconds: 30
                scrape_configs: []
                """);

        CapturesConfig captures = loaded.config().captures();
        assertThat(captures.holdOff()).isEqualTo(Duration.ofMinutes(30));
        assertThat(captures.maxConcurrent()).isEqualTo(2);
        assertThat(captures.maxQueued()).isZero();
        assertThat(captures.maxTargets()).isEqualTo(7);
        CaptureRule rule = captures.alerts().getFirst();
        assertThat(rule.alertname()).isEqualTo("HighGoroutineCount");
        assertThat(rule.matchers())
                .hasToString("{severity=\"warning\",zone=~\"eu-.*\",team!=\"ops\",a=\"b\",c!~\"d\",empty=\"\","
                        + "level=~\"(warning|critical)\"}");
        assertThat(rule.equal()).containsExactly("region", "pod");
        assertThat(rule.match()).hasToString("{service_name=\"shop\"}");
        assertThat(rule.capture()).containsExactly(new CaptureConfig("goroutine", 0), new CaptureConfig("cpu", 30));
        assertThat(loaded.shown()).contains("alertname: HighGoroutineCount", "max_targets: 7");
    }
}
