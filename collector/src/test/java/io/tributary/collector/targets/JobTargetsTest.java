package io.tributary.collector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.Scheme;
import io.tributary.collector.config.ShardConfig;
import io.tributary.collector.config.TargetsFile;
import io.tributary.collector.targets.DroppedTarget.Reason;
import io.tributary.storage.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From discovered labels to what is scraped, by jobs as they stand in a targets file. */
class JobTargetsTest {
    private static final Map<String, String> FOUND =
            Map.of("__address__", "10.0.0.1:6060", "__meta_zone", "eu-1", "__meta_empty", "", "team", "web");

    /** @param lines of the job, beside its name */
    private static JobConfig job(String name, String... lines) {
        String yaml = "scrape_configs:\n  - job_name: " + name + "\n    static_configs: []\n"
                + String.join("\n", lines).indent(4);
        try {
            return TargetsFile.parse("t.yaml", yaml).jobs().getFirst();
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static TargetSet targets(JobConfig job, List<Map<String, String>> found) {
        return TargetSet.of(List.of(JobTargets.of(job, found)), ShardConfig.WHOLE);
    }

    /** What rules make of {@link #FOUND}. */
    private static TargetSet relabelled(String... rules) {
        return targets(job("shop", relabelConfigs(rules)), List.of(FOUND));
    }

    private static String relabelConfigs(String... rules) {
        return "relabel_configs:\n"
                + List.of(rules).stream().map(rule -> "- " + rule + "\n").collect(Collectors.joining());
    }

    private static Scrape scrape(Target target, String type) {
        return target.scrapes().stream()
                .filter(scrape -> scrape.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutRulesWhatIsInternalIsUsedAndLeftOut() {
        TargetSet set = targets(job("shop", "params: {gc: [\"1\", \"2\"]}"), List.of(FOUND));

        assertThat(set.dropped()).isEmpty();
        Target target = set.active().getFirst();
        assertThat(target.job()).isEqualTo("shop");
        assertThat(target.labels())
                .isEqualTo(Labels.of(Map.of("job", "shop", "instance", "10.0.0.1:6060", "team", "web")));
        assertThat(target.discoveredLabels())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "__address__", "10.0.0.1:6060",
                        "__meta_zone", "eu-1",
                        "__param_gc", "1",
                        "__scheme__", "http",
                        "__scrape_interval__", "1m",
                        "__scrape_timeout__", "10s",
                        "job", "shop",
                        "team", "web"));
        assertThat(target.scrapes()).extracting(Scrape::type).containsExactly("cpu", "goroutine", "heap");
        assertThat(scrape(target, "cpu"))
                .isEqualTo(new Scrape(
                        "cpu",
                        Scheme.HTTP,
                        new Address("10.0.0.1", 6060),
                        "/debug/pprof/profile",
                        Map.of("gc", List.of("1", "2")),
                        10,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10)));
    }

    @Test
    void whatWasFoundGoesBeforeWhatTheJobSays() {
        TargetSet set = targets(
                job("shop", "params: {gc: [\"1\", \"2\"]}"),
                List.of(Map.of(
                        "__address__", "a",
                        "__scheme__", "https",
                        "__param_gc", "7",
                        "__param_debug", "0",
                        "__scrape_interval__", "2m",
                        "__scrape_timeout__", "1m",
                        "job", "other",
                        "instance", "mine")));

        Target target = set.active().getFirst();
        assertThat(target.job()).isEqualTo("shop");
        assertThat(target.labels()).isEqualTo(Labels.of(Map.of("job", "other", "instance", "mine")));
        assertThat(scrape(target, "heap"))
                .isEqualTo(new Scrape(
                        "heap",
                        Scheme.HTTPS,
                        new Address("a", 443),
                        "/debug/pprof/heap",
                        Map.of("gc", List.of("7", "2"), "debug", List.of("0")),
                        0,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(1)));
    }

    @Test
    void rulesChangeHowATargetIsReached() {
        TargetSet set = relabelled(
                "{source_labels: [__address__], target_label: __param_target}",
                "{target_label: __address__, replacement: 'proxy.example'}",
                "{target_label: __scheme__, replacement: https}",
                "{target_label: __scrape_interval__, replacement: 30s}",
                "{source_labels: [__meta_zone], regex: '(..)-.*', target_label: region}");

        Target target = set.active().getFirst();
        assertThat(target.labels())
                .isEqualTo(Labels.of(
                        Map.of("job", "shop", "instance", "proxy.example:443", "team", "web", "region", "eu")));
        Scrape heap = scrape(target, "heap");
        assertThat(heap.address()).isEqualTo(new Address("proxy.example", 443));
        assertThat(heap.params()).isEqualTo(Map.of("target", List.of("10.0.0.1:6060")));
        assertThat(heap.interval()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRuleMayBeForOneProfileType() {
        TargetSet set = relabelled(
                "{source_labels: [__name__], regex: goroutine, action: drop}",
                "{source_labels: [__name__], regex: memory, target_label: __scrape_interval__, replacement: 5m}",
                "{source_labels: [__profile_path__], regex: '/debug(.*)', target_label: __profile_path__}");

        assertThat(set.dropped()).isEmpty();
        Target target = set.active().getFirst();
        assertThat(target.scrapes()).extracting(Scrape::type).containsExactly("cpu", "heap");
        assertThat(scrape(target, "cpu").interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(scrape(target, "cpu").path()).isEqualTo("/pprof/profile");
        assertThat(scrape(target, "heap").interval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void labelsByProfileTypeMakeTargetsOfOne() {
        TargetSet set = relabelled("{source_labels: [__name__], target_label: kind}");

        assertThat(set.active())
                .extracting(target -> target.labels().get("kind"))
                .containsExactly("goroutine", "memory", "process_cpu");
    }

    @Test
    void secondsThatAShorterIntervalDoesNotAllowGetTheirDefault() {
        TargetSet set = relabelled(
                "{target_label: __scrape_interval__, replacement: 5s}",
                "{target_label: __scrape_timeout__, replacement: 5s}");

        assertThat(scrape(set.active().getFirst(), "cpu").seconds()).isEqualTo(2);
    }

    @Test
    void whatARuleDropsIsShownAsItWasFound() {
        TargetSet set = relabelled(
                "{target_label: team, replacement: changed}",
                "{source_labels: [__meta_zone], regex: us-.*, action: keep}");

        assertThat(set.active()).isEmpty();
        assertThat(set.dropped()).singleElement().satisfies(dropped -> {
            assertThat(dropped.reason()).isEqualTo(Reason.RELABELLED);
            assertThat(dropped.detail()).isEqualTo("rule 2 of relabel_configs, keep, drops it");
            assertThat(dropped.discoveredLabels()).containsEntry("team", "web").doesNotContainKey("__name__");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {action: labeldrop, regex: __address__}                               | it has no __address__
            {target_label: __address__, replacement: ''}                          | it has no __address__
            {target_label: __address__, replacement: 'http://a'}                  | __address__: a target must be host:port, not the URL "http://a": the scheme goes into scheme, a path into profiling_config.path_prefix
            {target_label: __address__, replacement: 'u:w@a'}                     | __address__: a target must be host:port without a user name: use basic_auth
            {target_label: __address__, replacement: 'a:0'}                       | __address__: a target's port must be from 1 to 65535, not 0
            {target_label: __scheme__, replacement: ftp}                          | __scheme__ must be http or https, not ftp
            {target_label: __scrape_interval__, replacement: soon}                | __scrape_interval__ must be a duration like 15s or 1m30s, not "soon"
            {target_label: __scrape_interval__, replacement: ''}                  | __scrape_interval__ must be a duration like 15s or 1m30s, not ""
            {target_label: __scrape_interval__, replacement: 0s}                  | __scrape_interval__ must be a duration like 15s or 1m30s, not "0s"
            {target_label: __scrape_interval__, replacement: 1y}                  | __scrape_interval__ must be from 100ms to 1w, not 1y
            {target_label: __scrape_timeout__, replacement: 0s}                   | __scrape_timeout__ must be a duration like 15s or 1m30s, not "0s"
            {target_label: __param_seconds, replacement: 5}                       | __param_seconds: how long a profile lasts is said by profiling_config.pprof_config
            {target_label: __profile_path__, replacement: '/a?b'}                 | __profile_path__ must be a URL's path without blanks, '?' and '#', not "/a?b"
            {action: labeldrop, regex: job}                                       | neither job nor service_name is left: one has to name its service
            {action: labelmap, regex: '__meta_(z)one', replacement: '${1}$2$3'}   | -
            {action: labelmap, regex: '__(meta)_zone', replacement: '$2'}         | a label's name must be letters, digits and '_', not beginning with a digit, at most 1024, not ""
            """)
    void whatCannotBeScrapedIsSaid(String rule, String problem) {
        TargetSet set = relabelled(rule);

        if (problem.equals("-")) {
            assertThat(set.dropped()).isEmpty();
        } else {
            assertThat(set.active()).isEmpty();
            assertThat(set.dropped()).singleElement().satisfies(dropped -> {
                assertThat(dropped.reason()).isEqualTo(Reason.INVALID);
                assertThat(dropped.detail()).isEqualTo(problem);
            });
        }
    }

    @Test
    void aTimeoutBeyondTheIntervalIsForTimedProfilesAlone() {
        TargetSet set = relabelled("{target_label: __scrape_timeout__, replacement: 2m}");

        assertThat(set.active().getFirst().scrapes()).extracting(Scrape::type).containsExactly("cpu");
        assertThat(set.dropped())
                .singleElement()
                .satisfies(dropped -> assertThat(dropped.detail())
                        .isEqualTo("__scrape_timeout__ 2m must not be longer than __scrape_interval__ 1m"));
    }

    @Test
    void aLabelTooLongForTheStoreIsAProblemOfThatTargetAlone() {
        TargetSet set = targets(
                job("shop"),
                List.of(
                        Map.of("__address__", "a:1", "long", "x".repeat(1_025)),
                        Map.of("__address__", "b:1", "torn", "\ud800"),
                        Map.of("__address__", "c:1", "fine", "x".repeat(1_024))));

        assertThat(set.active())
                .extracting(target -> target.labels().get("instance"))
                .containsExactly("c:1");
        assertThat(set.dropped())
                .extracting(DroppedTarget::detail)
                .containsExactly(
                        "the value of the label long must be text of at most 1024 characters",
                        "the value of the label torn must be text of at most 1024 characters");
    }

    @Test
    void aJobWithoutProfilesSaysSo() {
        TargetSet set = targets(
                job(
                        "shop",
                        "profiling_config: {pprof_config: {cpu: {enabled: false}, heap: {enabled: false},"
                                + " goroutine: {enabled: false}}}"),
                List.of(FOUND));

        assertThat(set.active()).isEmpty();
        assertThat(set.dropped())
                .extracting(DroppedTarget::detail)
                .containsExactly("its job takes no profiles: enable one in profiling_config.pprof_config");
    }

    @Test
    void whatIsFoundTwiceCountsOnce() {
        TargetSet set = targets(
                job("shop", relabelConfigs("{source_labels: [__meta_n], target_label: __tmp}")),
                List.of(Map.of("__address__", "a:1", "__meta_n", "1"), Map.of("__address__", "a:1", "__meta_n", "2")));

        assertThat(set.active()).singleElement().satisfies(target -> {
            assertThat(target.scrapes()).hasSize(3);
            assertThat(target.discoveredLabels()).containsEntry("__meta_n", "1");
        });
        assertThat(set.dropped()).isEmpty();
    }

    @Test
    void twoProcessesWithTheSameLabelsAreNotMixed() {
        JobTargets first = JobTargets.of(
                job(
                        "one",
                        relabelConfigs(
                                "{target_label: instance, replacement: x}", "{target_label: job, replacement: y}")),
                List.of(Map.of("__address__", "a:1"), Map.of("__address__", "b:1")));
        JobTargets second = JobTargets.of(
                job("two", relabelConfigs("{target_label: job, replacement: y}")),
                List.of(Map.of("__address__", "c:1", "instance", "x"), Map.of("__address__", "c:1")));

        TargetSet set = TargetSet.of(List.of(first, second), ShardConfig.WHOLE);

        assertThat(set.active())
                .extracting(target -> target.scrapes().getFirst().address().host())
                .containsExactly("a", "c");
        String detail =
                "it has the same labels as a:1 of job one, {instance=\"x\",job=\"y\"}: give it labels that differ";
        assertThat(set.dropped())
                .extracting(target -> target.discoveredLabels().get("__address__") + " " + target.detail())
                .containsExactly("b:1 " + detail, "c:1 " + detail);
    }

    @Test
    void jobsMayShareATargetsTypesOut() {
        String rule = relabelConfigs("{target_label: job, replacement: shop}");
        JobTargets cpu = JobTargets.of(
                job(
                        "cpu",
                        rule,
                        "profiling_config: {pprof_config: {heap: {enabled: false}, goroutine: {enabled: false}}}"),
                List.of(FOUND));
        JobTargets heap = JobTargets.of(
                job(
                        "heap",
                        rule,
                        "profiling_config: {pprof_config: {cpu: {enabled: false}, goroutine: {enabled: false}}}"),
                List.of(FOUND));

        TargetSet set = TargetSet.of(List.of(cpu, heap), ShardConfig.WHOLE);

        assertThat(set.active()).extracting(Target::job).containsExactly("cpu", "heap");
        assertThat(set.active().getFirst().labels())
                .isEqualTo(set.active().getLast().labels());
        assertThat(set.dropped()).isEmpty();
    }

    @Test
    void shardsShareTheTargetsOut() {
        JobConfig job = job("shop", relabelConfigs("{source_labels: [__address__], regex: a0:1, action: drop}"));
        List<Map<String, String>> found = IntStream.range(0, 200)
                .mapToObj(i -> Map.of("__address__", "a" + i + ":1"))
                .toList();
        JobTargets targets = JobTargets.of(job, found);
        List<Labels> all = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            TargetSet set = TargetSet.of(List.of(targets), new ShardConfig(shard, 3));
            all.addAll(set.active().stream().map(Target::labels).toList());
            assertThat(set.active()).hasSizeBetween(30, 110);
            assertThat(set.active().size() + set.dropped().size()).isEqualTo(200);
            assertThat(set.dropped())
                    .filteredOn(dropped -> dropped.reason() == Reason.RELABELLED)
                    .hasSize(1);
            assertThat(set.dropped())
                    .filteredOn(dropped -> dropped.reason() == Reason.SHARD)
                    .allSatisfy(dropped -> assertThat(dropped.detail()).matches("shard [0-2] of 3 has it"));
        }

        Set<Labels> different = new HashSet<>(all);
        assertThat(different).hasSize(199).hasSameSizeAs(all);
    }

    @Test
    void whatIsShownOfDiscoveredLabelsIsNoSecret() {
        SortedMap<String, String> labels = new TreeMap<>(Map.of(
                "__meta_url", "http://inventory/targets?token=s3cret",
                "__param_token", "s3cret",
                "__param_gc", "1",
                "zone", "eu"));

        assertThat(DiscoveredLabels.shown(labels))
                .isEqualTo(Map.of(
                        "__meta_url", "http://inventory/targets?<secret>",
                        "__param_token", "<secret>",
                        "__param_gc", "1",
                        "zone", "eu"));
    }
}
