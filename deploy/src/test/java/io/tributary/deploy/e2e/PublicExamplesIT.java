package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.Problem;
import io.tributary.collector.config.TargetsFile;
import io.tributary.deploy.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples and the good test files that come with Prometheus' source, as Go's module proxy has it. */
class PublicExamplesIT {
    private static final String MODULE = "github.com/prometheus/prometheus@v0.305.0";
    private static final Pattern DISCOVERY = Pattern.compile("(?m)^ +(?:- )?(\\w+)_sd_configs:");
    private static final List<String> OURS = List.of("file", "http", "dns", "kubernetes");

    /** They want what there is not here: a limit of targets, and jobs that stand in other files. */
    private static final List<String> OTHERS = List.of("target_limit", "scrape_config_files");

    @Test
    void whatPrometheusShowsLoadsUnchangedAndOtherWaysToFindTargetsAreNamed(@TempDir Path folder) throws IOException {
        Path source = source(folder);
        int loaded = 0;
        for (Path file : files(source)) {
            String text = Files.readString(file);
            List<String> foreign = foreignDiscoveries(text);
            List<String> problems = problems(file);
            if (OTHERS.stream().anyMatch(text::contains)) {
                continue;
            }
            if (!text.contains("\nscrape_configs:") && !text.startsWith("scrape_configs:")) {
                assertThat(problems).as("%s", file).singleElement().asString().contains("scrape_configs is missing");
            } else if (!foreign.isEmpty()) {
                assertThat(problems).as("%s", file).anyMatch(problem -> problem.contains(foreign.getFirst()));
            } else {
                assertThat(problems).as("%s", file).isEmpty();
                loaded++;
            }
        }

        assertThat(loaded).isGreaterThan(15);
    }

    private static List<String> problems(Path file) {
        try {
            TargetsFile.load(file);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static List<String> foreignDiscoveries(String text) {
        return DISCOVERY
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(system -> !OURS.contains(system))
                .map(system -> system + "_sd_configs is not supported")
                .toList();
    }

    private static List<Path> files(Path source) throws IOException {
        try (Stream<Path> examples = Files.list(source.resolve("documentation/examples"));
                Stream<Path> tests = Files.list(source.resolve("config/testdata"))) {
            return Stream.concat(
                            examples.filter(
                                    file -> file.getFileName().toString().matches("prometheus.*\\.yml")),
                            tests.filter(file -> file.getFileName().toString().endsWith(".good.yml")))
                    .sorted()
                    .toList();
        }
    }

    private static Path source(Path folder) throws IOException {
        Path cache = Files.createDirectory(folder.resolve("modules"));
        Files.writeString(folder.resolve("go.mod"), "module examples\n");
        // Modules are unpacked read-only, and then could not be deleted.
        Map<String, String> environment = Map.of(
                "GOMODCACHE", cache.toString(), "GOFLAGS", "-modcacherw", "GONOSUMDB", "*", "GOTOOLCHAIN", "local");
        try (Child download =
                Child.start(folder, environment, List.of(Needs.go().toString(), "mod", "download", MODULE))) {
            if (download.exitCode(Duration.ofMinutes(2)) != 0) {
                Needs.missing("Go's module proxy does not give " + MODULE + ": " + download.output());
            }
        }
        return cache.resolve(MODULE);
    }
}
