package io.tributary.storage.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.storage.Labels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static final Labels LABELS = Labels.of(
            Map.of("job", "shop", "region", "eu-1", "quote", "a\"b\\c\n", "__name__", "process_cpu", "empty", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } ",
                "{job=\"shop\"}",
                "{ job = 'shop' , region =~ `eu-\\d` , }",
                "process_cpu{job=\"shop\"}",
                "process_cpu",
                "{quote=\"a\\\"b\\\\c\\n\"}",
                "{quote=\"\\x61\\u0022\\142\\U0000005cc\\n\"}",
                "{missing=\"\",empty=\"\"}",
                "{missing=~\".*\"}",
                "{region!~\"us.*\",region!=\"eu\"}",
                "{quote=~\"a.b.c.\"}"
            })
    void matches(String text) throws SelectorSyntaxException {
        assertThat(Selector.parse(text).matches(LABELS::getOrEmpty)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "job=\"shop\" | {job=\"shop\"}",
                " job = 'shop' , region =~ `eu-.` , | {job=\"shop\",region=~\"eu-.\"}",
                "{job!=\"shop\"} | {job!=\"shop\"}",
                "{} | {}"
            })
    void matchersNeedNoBraces(String text, String same) throws SelectorSyntaxException {
        assertThat(Selector.parseMatchers(text)).hasToString(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^ | 1 | expected a label name",
                "job | 4 | expected =, !=, =~ or !~",
                "job=\"shop\"} | 11 | expected ',' or the end",
                "job=\"shop | 5 | the quote is not closed",
                "^job=\"\" x^ | 8 | expected ',' or the end"
            })
    void whatAreNoMatchersIsRefused(String text, int position, String expected) {
        assertThatThrownBy(() -> Selector.parseMatchers(text))
                .isInstanceOfSatisfying(
                        SelectorSyntaxException.class,
                        e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageStartingWith(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{job=\"sho\"}",
                "{job=~\"sho\"}",
                "{job!=\"shop\"}",
                "heap",
                "{missing!=\"\"}",
                "{missing=~\".+\"}",
                "{job=\"shop\",region=\"us\"}"
            })
    void doesNotMatch(String text) throws SelectorSyntaxException {
        assertThat(Selector.parse(text).matches(LABELS::getOrEmpty)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^| 1 | expected '{'",
                "{ | 2 | expected a label name",
                "{job | 5 | expected =, !=, =~ or !~",
                "{job= | 6 | expected a quoted value",
                "{job=shop} | 6 | expected a quoted value",
                "{job=\"shop} | 6 | the quote is not closed",
                "{job=\"shop\" | 12 | expected ',' or '}'",
                "{job=\"shop\" region=\"eu\"} | 13 | expected ',' or '}'",
                "{,} | 2 | expected a label name",
                "{job=\"shop\"}[5m] | 13 | expected the end",
                "{1job=\"shop\"} | 2 | expected a label name",
                "{job=\"\\q\"} | 8 | expected an escape",
                "{job=\"\\x6\"} | 9 | expected 2 digits of base 16",
                "{job=\"\\UFFFFFFFF\"} | 9 | expected 8 digits of base 16",
                "{job=~\"(\"} | 7 | the pattern for job is not taken: this ( is not closed"
            })
    void saysWhatIsWrongAndWhere(String text, int position, String message) {
        assertThatThrownBy(() -> Selector.parse(text))
                .isInstanceOfSatisfying(
                        SelectorSyntaxException.class,
                        e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageStartingWith(message)
                .hasMessageEndingWith(", at character " + position);
    }

    @Test
    void aHugeSelectorIsRefused() {
        assertThatThrownBy(() -> Selector.parse("{a=\"" + "x".repeat(20_000) + "\"}"))
                .isInstanceOf(SelectorSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((a{1,1000}){1,1000}){1,1000})",
                "((((((a{1,9}){1,9}){1,9}){1,9}){1,9}){1,9})",
                "a{1000}{1000}",
                "(a{1000}){1000}",
                "((a{1000}){1000}){1000}",
                "(((((((a{99}){99}){99}){99}){99}){99}){99})"
            })
    void aPatternThatRepeatsTooMuchIsRefusedBeforeItTakesMemory(String pattern) {
        long before = allocated();

        assertThatThrownBy(() -> Selector.parse("{a=~\"" + pattern + "\"}"))
                .isInstanceOfSatisfying(
                        SelectorSyntaxException.class,
                        e -> assertThat(e.position()).isEqualTo(5))
                .hasMessageStartingWith("the pattern for a is not taken: ");
        assertThat(allocated() - before).isLessThan(8 << 20);
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class)
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void aPatternNestedTooDeeplyIsRefused() {
        assertThatThrownBy(() -> Selector.parse("{a=~\"" + "(".repeat(7_000) + ")".repeat(7_000) + "\"}"))
                .isInstanceOf(SelectorSyntaxException.class)
                .hasMessageContaining("groups in each other");
    }

    /** On a stack as small as the launcher gives to threads: matching recurses as deep as there are choices. */
    @ParameterizedTest
    @ValueSource(strings = {"a?", "a*", "b|", "(a)"})
    void whatIsTakenFitsOnAThreadsStack(String choice) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    for (int times : new int[] {500, 900, 1_900, 1_990, 4_000}) {
                        try {
                            Selector.parse("{a=~\"" + choice.repeat(times) + "\"}")
                                    .matches(Labels.of(Map.of("a", "a".repeat(200)))::getOrEmpty);
                        } catch (SelectorSyntaxException e) {
                            if (!String.valueOf(e.getMessage()).contains("more than 2000 of")) {
                                failure.set(e);
                            }
                        } catch (StackOverflowError e) {
                            failure.set(e);
                        }
                    }
                },
                "small stack",
                512 << 10);
        small.start();
        small.join();

        assertThat(failure.get()).isNull();
    }

    @Test
    void manyNamesInOnePatternAreNotTooMuch() throws SelectorSyntaxException {
        String names = IntStream.range(0, 1_000).mapToObj(i -> "host-" + i).collect(Collectors.joining("|"));

        assertThat(Selector.parse("{a=~\"" + names + "\"}").matches(Labels.of(Map.of("a", "host-999"))::getOrEmpty))
                .isTrue();
    }

    @Test
    void aPatternMadeToHangDoesNot() throws SelectorSyntaxException {
        Labels labels = Labels.of(Map.of("a", "a".repeat(5_000)));
        assertThat(Selector.parse("{a=~\"(a*)*(a|a)*b\"}").matches(labels::getOrEmpty))
                .isFalse();
    }

    @Test
    void isPrintedAsItIsWritten() throws SelectorSyntaxException {
        assertThat(Selector.parse("cpu{ a='x\"y' , b!~\"z\"}")).hasToString("{__name__=\"cpu\",a=\"x\\\"y\",b!~\"z\"}");
    }

    @Test
    void whatATargetDoesNotHaveIsAskedOfItsSamples() throws SelectorSyntaxException {
        Map<String, String> target = Map.of("region", "eu", "handler", "all");
        Selector selector = Selector.parse("{region=~\"e.\",tenant!=\"acme\",handler!=\"\"}");
        Selector rest = selector.rest(name -> target.getOrDefault(name, "")).orElseThrow();
        assertThat(rest).hasToString("{tenant!=\"acme\"}");
        assertThat(rest.matchesValues(_ -> List.of())).isTrue();
        assertThat(rest.matchesValues(_ -> List.of("globex", "hooli"))).isTrue();
        assertThat(rest.matchesValues(_ -> List.of("globex", "acme"))).isFalse();
        assertThat(Selector.parse("{tenant=\"acme\"}").matchesValues(_ -> List.of("globex", "acme")))
                .isTrue();
        assertThat(Selector.parse("{tenant=\"acme\",region=\"us\"}").rest(name -> target.getOrDefault(name, "")))
                .isEmpty();
    }
}
