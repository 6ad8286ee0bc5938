package io.tributary.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.storage.selector.LabelMatcher;
import io.tributary.storage.selector.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final TimeRange RANGE = new TimeRange(1, 2);
    private static final List<LabelMatcher> MORE = List.of(
            new LabelMatcher("version", LabelMatcher.Op.EQUAL, "v1"),
            new LabelMatcher("zone", LabelMatcher.Op.NOT_EQUAL, "a"));

    private static List<String> texts(Selection selection) {
        return selection.anyOf().stream().map(Selector::toString).toList();
    }

    @Test
    void withMoreMatchersEverySelectorHasThem() throws Exception {
        Selection selection = new Selection(
                "shop", "cpu", List.of(Selector.parse("{region=\"eu\"}"), Selector.parse("{job=~\"a.*\"}")), RANGE);

        Selection narrower = selection.and(MORE);

        assertThat(texts(narrower))
                .containsExactly(
                        "{region=\"eu\",version=\"v1\",zone!=\"a\"}", "{job=~\"a.*\",version=\"v1\",zone!=\"a\"}");
        assertThat(narrower.service()).isEqualTo("shop");
        assertThat(narrower.type()).isEqualTo("cpu");
        assertThat(narrower.range()).isEqualTo(RANGE);
    }

    @Test
    void withoutSelectorsTheyAreTheOnlyOnes() {
        assertThat(texts(new Selection(null, null, List.of(), RANGE).and(MORE)))
                .containsExactly("{version=\"v1\",zone!=\"a\"}");
    }
}
