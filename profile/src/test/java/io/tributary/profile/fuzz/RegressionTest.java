package io.tributary.profile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every seed and every input that once was a finding, on every target, in every build. */
class RegressionTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void nothingButTheDeclaredExceptionOnAnySeed(Target target) throws Exception {
        Map<String, byte[]> inputs = new LinkedHashMap<>(target.seeds());
        inputs.putAll(findings(target));
        assertThat(inputs).hasSizeGreaterThan(20);
        inputs.forEach((name, input) -> {
            try {
                Assertions.assertTimeoutPreemptively(LONGEST, () -> target.run(input));
            } catch (Throwable e) {
                throw new AssertionError(target + " on " + name + ": " + e, e);
            }
        });
    }

    /** Kept as files, by target; a folder that is not there holds none. */
    private static Map<String, byte[]> findings(Target target) throws IOException, URISyntaxException {
        URL folder = RegressionTest.class.getResource(target.name().toLowerCase(Locale.ROOT));
        Map<String, byte[]> findings = new LinkedHashMap<>();
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                for (Path file : files.sorted().toList()) {
                    findings.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return findings;
    }

    @Test
    void aBombOfOneGibibyteIsRefusedWithinTheLimits() {
        byte[] bomb = Seeds.bomb();
        assertThat(bomb).hasSizeBetween(1 << 19, 3 << 19);
        // FuzzLimits holds what decoding allocates against what the limits allow.
        for (Target target : List.of(Target.DECODE, Target.CONVERT)) {
            Assertions.assertTimeoutPreemptively(LONGEST, () -> target.run(bomb));
        }
    }
}
