package io.tributary.profile.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePathTest {
    @ParameterizedTest
    @CsvSource({
        "/a/b.go, /a/b.go",
        "/a//b/./c/../d.go/, /a/b/d.go",
        "a/../../b, ../b",
        "../../a, ../../a",
        "/../a, /a",
        "a/.., .",
        "./, .",
        "//, /",
        "'', ''",
        "/proc/self/cwd/external/a.cc, external/a.cc",
        "/proc/self/cwd/./a.cc, a.cc",
    })
    void isTheShortestThatMeansTheSame(String path, String clean) {
        assertThat(SourcePath.clean(path)).isEqualTo(clean);
    }
}
