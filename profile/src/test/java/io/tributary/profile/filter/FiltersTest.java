package io.tributary.profile.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.report.Stacks;
import io.tributary.profile.testing.TestData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link FilterDifferentialTest} cannot ask the tool: refusals and their words, and patterns made to hurt. */
class FiltersTest {
    private static FilterSyntaxException refusal(FilterName filter, String pattern) {
        try {
            Filters.NONE.with(filter, pattern).compile();
        } catch (FilterSyntaxException e) {
            return e;
        }
        throw new AssertionError(pattern + " is taken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '"',
            value = {
                "ab(c | 3 | this ( is not closed",
                "a)b | 2 | this ) closes nothing",
                "a[b-c | 2 | this [ is not closed",
                "ab\\ | 3 | nothing follows the \\",
                "a{1001} | 2 | repetitions",
                "(a{100}){100} | 9 | repetitions in repetitions",
                "ab**c | 3 | invalid nested repetition operator",
                "xx*?[z-a] | 6 | invalid character class range",
                "\\pL\\pX | 4 | character class range",
                "a(?=b) | 2 | invalid or unsupported Perl syntax",
            })
    void aWrongPatternIsRefusedWithItsPlace(String pattern, int place, String reason) {
        FilterSyntaxException e = refusal(FilterName.HIDE, pattern);

        assertThat(e).hasMessageStartingWith("hide=" + pattern + ": ").hasMessageContaining(reason);
        assertThat(e).hasMessageEndingWith(", at character " + place);
        assertThat(e.position()).isEqualTo(place - 1);
        assertThat(e.filter()).isEqualTo(FilterName.HIDE);
    }

    @Test
    void inAListForLabelsThePlaceIsThatInTheWhole() {
        assertThat(refusal(FilterName.TAG_FOCUS, "key=ok,no("))
                .hasMessage("tagfocus=key=ok,no(: this ( is not closed, at character 10");
        assertThat(refusal(FilterName.TAG_IGNORE, "k=1:99999999999999999999b"))
                .hasMessage("tagignore=k=1:99999999999999999999b: a number beyond 64 bits, at character 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000})
    void groupsInEachOtherAreBounded(int depth) {
        assertThat(refusal(FilterName.SHOW, "(".repeat(depth) + ")".repeat(depth)))
                .hasMessageContaining("more than 100 groups in each other")
                .hasMessageEndingWith("at character 101");
    }

    @Test
    void lengthAndChoicesAreBoundedWrittenOut() {
        assertThat(refusal(FilterName.FOCUS, "a".repeat(5_000))).hasMessageContaining("longer than 4096 characters");
        assertThat(refusal(FilterName.FOCUS, "(abcdefghij){500}")).hasMessageContaining("longer than 4096 characters");
        assertThat(refusal(FilterName.FOCUS, "a?".repeat(501))).hasMessageContaining("more than 500 of | * + ? ()");
        assertThat(refusal(FilterName.FOCUS, "(a?){501}")).hasMessageContaining("more than 500 of | * + ? ()");
        // A long pattern is not repeated whole.
        assertThat(refusal(FilterName.FOCUS, "a".repeat(5_000)).getMessage()).hasSizeLessThan(400);
        assertThat(refusal(FilterName.FOCUS, "[" + "a".repeat(3_000) + "[:no:]]")
                        .getMessage())
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a*)*b", "(x+x+)+y", "(.?){200}z", "(a|aa)+$"})
    void patternsThatWouldTakeOtherEnginesForeverDoNot(String pattern) throws Exception {
        Profile profile = Stacks.of("main;" + "a".repeat(5_000) + ";" + "x".repeat(5_000) + " 7");

        FilterResult result =
                Filters.NONE.with(FilterName.SHOW, pattern).compile().apply(profile);

        assertThat(result.profile().samples().size())
                .isEqualTo(result.matchedNothing().isEmpty() ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyPatternIsNoFilter(FilterName name) throws Exception {
        Filters none = Filters.NONE.with(name, "main").with(name, "");
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");

        assertThat(none).isEqualTo(Filters.NONE).isEqualTo(new Filters(Map.of(name, "")));
        assertThat(none.compile().apply(profile)).isEqualTo(ProfileFilter.NONE.apply(profile));
        assertThat(none.compile().apply(profile).profile()).isSameAs(profile);
    }

    @Test
    void activeFiltersAreInTheToolsOrderWithoutPruneFrom() {
        Filters filters = Filters.NONE
                .with(FilterName.TAG_IGNORE, "t")
                .with(FilterName.PRUNE_FROM, "p")
                .with(FilterName.FOCUS, "f");

        assertThat(filters.activeFilters()).containsExactly("focus=f", "tagignore=t");
        assertThatThrownBy(() -> filters.patterns().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "((a{100}){100}){100}"})
    void anExpressionOfTheProfilesOwnThatIsWrongDropsNothing(String wrong) {
        Profile profile = dropping(wrong, "");
        assertThat(DropFrames.apply(profile)).isSameAs(profile);
        Profile keeping = dropping("malloc", wrong);
        assertThat(DropFrames.apply(keeping)).isSameAs(keeping);
    }

    @Test
    void framesDroppedTakeWhatTheyCalledWithThem() {
        Profile dropped = DropFrames.apply(dropping("malloc|keep", "keep"));
        assertThat(Stacks.sums(dropped, 0))
                .isEqualTo(Map.of(List.of("main"), 3L, List.of("malloc"), 5L, List.of("main", "keep"), 7L));
    }

    private static Profile dropping(String drop, String keep) {
        Profile p = Stacks.of("main;malloc;mmap 3", "malloc 5", "main;keep 7");
        Header h = p.header();
        return new Profile(
                new Header(h.sampleTypes(), null, 0, 0, 0, "", List.of(), drop, keep, ""),
                p.strings(),
                p.mappings(),
                p.functions(),
                p.locations(),
                p.samples());
    }
}
