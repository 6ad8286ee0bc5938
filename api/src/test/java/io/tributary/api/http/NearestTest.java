package io.tributary.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 3",
        "'', abc, 3",
        "same, SAME, 0",
        "form, from, 1",
        "ab, ba, 1",
        "abcd, dcba, 3",
        "ca, abc, 3"
    })
    void countsEdits(String left, String right, int expected) {
        assertThat(Nearest.distance(left, right)).isEqualTo(expected);
        assertThat(Nearest.distance(right, left)).isEqualTo(expected);
    }

    @Test
    void suggestsOnlyWhatMayBeASlip() {
        List<String> names = List.of("service", "type", "from");

        assertThat(Nearest.one("form", names)).isEqualTo("from");
        assertThat(Nearest.one("sevrice", names)).isEqualTo("service");
        assertThat(Nearest.one("by", List.of("to"))).isEmpty();
        assertThat(Nearest.one("compression", names)).isEmpty();
        assertThat(Nearest.one("x".repeat(100_000), names)).isEmpty();
    }

    @Test
    void listsTheNearestFirst() {
        assertThat(Nearest.some("shop", List.of("cart", "shop2", "chop", "checkout"), 2))
                .containsExactly("chop", "shop2");
    }
}
