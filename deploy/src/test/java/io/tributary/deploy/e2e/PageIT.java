package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Ports;
import io.tributary.deploy.testing.Tributary;
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
 * fleet's program, a target that is down, and one that is dropped.
 */
class PageIT {
    private static final Path TESTS = Path.of("src/test/browser").toAbsolutePath();

    @Test
    void peopleFindWhatTheyLookFor(@TempDir Path folder) throws IOException {
        Path chromium = Needs.program("TRIBUTARY_TEST_CHROMIUM", "chromium");
        Path npm = Needs.program("TRIBUTARY_TEST_NPM", "npm");
        if (!Files.isDirectory(TESTS.resolve("node_modules"))) {
            Needs.missing("the browser tests lack their packages: run npm ci in " + TESTS);
        }
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

            try (Child tests = Child.start(
                    TESTS,
                    Map.of("TRIBUTARY_URL", daemon.url(""), "TRIBUTARY_TEST_CHROMIUM", chromium.toString()),
                    List.of(npm.toString(), "test"))) {
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
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                  - job_name: unwanted
                    static_configs: [{targets: ['10.1.2.3:6060']}]
                    relabel_configs: [{action: drop, source_labels: [__address__], regex: '10\\..*'}]
                """.formatted(first, second, Ports.free());
    }
}
