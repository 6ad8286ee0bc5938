package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The web page in Chromium, as people use it: the tests of {@code src/test/browser} against a Tributary that profiles two versions of the
 * fleet's program, a target of another service that is down, and one that is dropped.
 */
class PageIT {
    private static final Path TESTS = Path.of("src/test/browser").toAbsolutePath();

    @Test
    void peopleFindWhatTheyLookFor(@TempDir Path folder) throws IOException {
        Browser browser = Browser.needed();
        ShopPrograms shop = new ShopPrograms(Needs.go(), folder);
        shop.build("v1", "shop-v1");
        shop.build("v2", "shop-v2");
        try (ShopPrograms.Instance first = shop.start("shop-v1", 1);
                ShopPrograms.Instance second = shop.start("shop-v2", 2);
                Tributary daemon = Tributary.profiling(folder, targets(first.address(), second.address()))) {
            History.of(daemon);
            Await.until(
                    "profiles of both versions and a target that is down",
                    Duration.ofMinutes(2),
                    () -> daemon.text("/api/v1/targets"),
                    () -> isThere(daemon) ? Optional.of(true) : Optional.empty());

            browser.assertPasses("test", daemon);
        }
    }

    /** No targets file, nothing sent: what there is to see is Tributary's own. */
    @Test
    void theFirstVisitorSeesTributaryItself(@TempDir Path folder) {
        Browser browser = Browser.needed();
        try (Tributary daemon = Tributary.start(folder)) {
            Await.until(
                    "a profile of its CPU time, and two of its heap",
                    Duration.ofMinutes(1),
                    () -> daemon.text("/api/v1/targets"),
                    () -> !daemon.profiles("service=tributary&type=cpu").isEmpty()
                                    && daemon.profiles("service=tributary&type=heap")
                                                    .size()
                                            > 1
                            ? Optional.of(true)
                            : Optional.empty());

            browser.assertPasses("test:alone", daemon);
        }
    }

    /** What the tests in a browser need of the machine. */
    private record Browser(Path chromium, Path npm) {
        static Browser needed() {
            if (!Files.isDirectory(TESTS.resolve("node_modules"))) {
                Needs.missing("the browser tests lack their packages: run npm ci in " + TESTS);
            }
            return new Browser(
                    Needs.program("TRIBUTARY_TEST_CHROMIUM", "chromium"), Needs.program("TRIBUTARY_TEST_NPM", "npm"));
        }

        /** A script of theirs passes, and the daemon has nothing to say of it. */
        void assertPasses(String script, Tributary daemon) {
            try (Child tests = Child.start(
                    TESTS,
                    Map.of("TRIBUTARY_URL", daemon.url(""), "TRIBUTARY_TEST_CHROMIUM", chromium.toString()),
                    List.of(npm.toString(), "run", script))) {
                int code = tests.exitCode(Duration.ofMinutes(10));

                assertThat(code).as("%s", tests.output()).isZero();
                assertThat(tests.lines())
                        .anyMatch(line -> line.matches("# pass [1-9]\\d*"))
                        .contains("# fail 0", "# skipped 0");
            }
            assertThat(daemon.process().lines()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    private static boolean isThere(Tributary daemon) {
        return daemon.profiles("service=shop&type=cpu&match=%7Bversion=%22v1%22%7D")
                                .size()
                        >= 4
                && daemon.profiles("service=shop&type=cpu&match=%7Bversion=%22v2%22%7D")
                                .size()
                        >= 4
                && daemon.text("/api/v1/targets").contains("\"health\":\"down\"");
    }

    private static String targets(String first, String second) {
        return """
                global: {scrape_interval: 4s, scrape_timeout: 3s}
                scrape_configs:
                  - job_name: shop
                    profiling_config: {pprof_config: {process_cpu: {seconds: 2}}}
                    static_configs:
                      - targets: ['%s']
                        labels: {version: v1, region: eu-west}
                      - targets: ['%s']
                        labels: {version: v2, region: us-east}
                  - job_name: gone
                    static_configs: [{targets: ['127.0.0.1:%d'], labels: {service_name: catalogue}}]
                  - job_name: unwanted
                    static_configs: [{targets: ['10.1.2.3:6060']}]
                    relabel_configs: [{action: drop, source_labels: [__address__], regex: '10\\..*'}]
                """.formatted(first, second, Ports.free());
    }
}
