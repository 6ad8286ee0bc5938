package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bad file with exactly what the user sees. The files stand in {@code bad-targets.txt}. */
class BadTargetsFileTest {
    /** {@code === title}, the file's text, then lines that begin with {@code !} and are the messages. */
    record Case(String title, String text, List<String> messages) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = BadTargetsFileTest.class.getResourceAsStream("bad-targets.txt")) {
            assertThat(in).isNotNull();
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("(?m)^=== ")).skip(1).map(BadTargetsFileTest::read);
        }
    }

    private static Case read(String block) {
        List<String> lines = block.lines().toList();
        List<String> messages = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("!")) {
                messages.add(line.substring(1));
            } else {
                text.append(line).append('\n');
            }
        }
        return new Case(lines.getFirst(), text.toString(), messages);
    }

    private static List<String> problems(String text) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> TargetsFile.parse("t.yaml", text));
        assertThat(e).as("the file is accepted").isNotNull();
        assertThat(e.getMessage())
                .isEqualTo(e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        return e.problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedWithTheseMessages(Case bad) {
        assertThat(problems(bad.text())).isEqualTo(bad.messages());
    }

    @Test
    void thereAreManyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void aMessageNamesFileLineAndColumn() {
        ConfigException e = catchThrowableOfType(
                ConfigException.class, () -> TargetsFile.parse("fleet.yaml", "scrape_configs: 7\n"));

        assertThat(e).hasMessage("fleet.yaml:1:17: scrape_configs must be a list, not a number");
    }

    @Test
    void aBombOfAliasesIsRefusedQuickly() {
        String bomb = "a: &a [x]\n"
                + IntStream.range(0, 30)
                        .mapToObj(i -> (char) ('b' + i % 20) + "" + i + ": &n" + i + " ["
                                + ("*" + (i == 0 ? "a" : "n" + (i - 1)) + ",").repeat(9) + "]\n")
                        .collect(Collectors.joining());

        assertThat(problems(bomb)).hasSize(1).first().asString().contains("aliases for non-scalar nodes");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problems("[".repeat(100_000))).hasSize(1).first().asString().contains("Nesting Depth");
    }

    @Test
    void anAliasOfItselfIsRefused() {
        assertThat(problems("scrape_configs: &a\n  - *a\n"))
                .containsExactly("1:17 a scrape config must be a mapping (key: value), not a list");
    }

    @Test
    void aFloodOfProblemsIsCut() {
        assertThat(problems(
                        IntStream.range(0, 501).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining())))
                .hasSize(101)
                .last()
                .asString()
                .isEqualTo("0:0 and 402 more problems");
    }

    @Test
    void noMessageShowsASecret() {
        String text = """
                scrape_configs:
                  - job_name: a
                    basic_auth: {username: u, password: [s3cret], passwrod: s3cret}
                    static_configs: [{targets: ["u:s3cret@a:1"]}]
                  - job_name: b
                    authorization: {type: Basic, credentials: s3cret, credentials_file: x}
                    static_configs: []
                """;

        assertThat(problems(text)).hasSize(5).noneMatch(message -> message.contains("s3cret"));
    }

    /** Without a blank after the colon YAML takes both words for a key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth: {username: u, password:s3cret}",
                "authorization: {credentials:s3cret}",
                "oauth2: {client_id: a, token_url: 'http://a', client_secret:s3cret}",
                "oauth2: {client_id: a, token_url: 'http://a', endpoint_params: {password:s3cret}}",
                "tls_config: {cert_file: a, key:s3cret}",
                "http_headers: {X-Key:s3cret}",
                "http_headers: {X-Key: {secrets:s3cret}}",
                "{proxy_url:http://u:s3cret@proxy}",
                "params: {token:s3cret}",
                "http_sd_configs: [{url:http://u:s3cret@a/}]",
            })
    void aMissingBlankShowsNoSecret(String line) {
        List<String> problems =
                problems("scrape_configs:\n  - " + (line.startsWith("{") ? line : "job_name: a\n    " + line) + "\n");

        assertThat(problems)
                .noneMatch(message -> message.contains("s3cret"))
                .anyMatch(message -> message.contains("a blank is missing after the colon"));
    }

    /** YAML takes the first character of an unquoted password for more than a letter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*s3cret",
                "!s3cret",
                "!s3cret x",
                "!s3cret!x",
                "!<s3cret> x",
                "!!s3cret x",
                "&s3cret",
                "&s3cret [x]",
                "@s3cret",
                "`s3cret",
                "%s3cret",
                "|s3cret",
                ">s3cret",
                "s3cret: x",
                "'s3cret",
                "\"\\s3cret\"",
                "[s3cret",
                "{s3cret: x}",
                "? s3cret",
                "- s3cret"
            })
    void noMessageShowsAPasswordThatLacksItsQuotes(String password) {
        String text = "scrape_configs:\n  - job_name: a\n    basic_auth:\n      username: u\n      password: "
                + password + "\n    static_configs: [{targets: [\"a:1\"]}]\n";

        assertThat(problems(text)).isNotEmpty().noneMatch(message -> message.contains("s3cret"));
    }

    @Test
    void anUnknownAliasSaysWhatToDo() {
        assertThat(problems("scrape_configs:\n  - job_name: *shop\n"))
                .singleElement()
                .asString()
                .contains("an alias (*) of something that is not defined", "needs quotes");
    }
}
