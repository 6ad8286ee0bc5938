package io.tributary.api;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.admin.AdminOptions;
import io.tributary.api.captures.CapturesSource;
import io.tributary.api.http.Cors;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.security.WebConfig;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.rocksdb.RocksStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route there is, through a socket: a good question has an answer as the OpenAPI document says, and none of its parameters takes
 * just anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTest {
    private static final String CPU = "service=shop&type=cpu";

    /** What a good question says, where it has to say something. */
    private static final Map<String, String> QUERIES = Map.ofEntries(
            entry("GET /api/v1/profiles", CPU),
            entry("POST /api/v1/profiles", "service=sent&type=cpu&time=now-5m"),
            entry("DELETE /api/v1/profiles", "service=nobody"),
            entry("GET /api/v1/labels", CPU),
            entry("GET /api/v1/labels/{name}/values", CPU),
            entry("GET /api/v1/traces", "service=shop&type=trace"),
            entry("GET /api/v1/merge", CPU),
            entry("GET /api/v1/diff", CPU),
            entry("GET /api/v1/series", CPU),
            entry("GET /api/v1/pgo/{service}/default.pgo", "gate=off"),
            entry("GET /api/v1/pgo/{service}/effect", "from_version=v1&to_version=v2"));

    private static final Map<String, String> JSON_BODIES = Map.of(
            "/api/v1/captures", "{\"match\": \"{}\", \"type\": \"cpu\"}",
            "/api/v1/alerts", "{\"version\": \"4\", \"alerts\": []}");

    /** What each parameter does not take, wherever it is one. */
    private static final Map<String, String> BAD = Map.ofEntries(
            entry("service", "%00"),
            entry("type", "%00"),
            entry("match", "%7B"),
            entry("from", "yesterday"),
            entry("to", "yesterday"),
            entry("time", "yesterday"),
            entry("label.", "x"),
            entry("limit", "0"),
            entry("cursor", "a%20b"),
            entry("merge", "most"),
            entry("format", "svg"),
            entry("sample_type", "wall"),
            entry("max_nodes", "0"),
            entry("granularity", "file"),
            entry("focus", "("),
            entry("ignore", "("),
            entry("hide", "("),
            entry("show", "("),
            entry("show_from", "("),
            entry("tagfocus", "("),
            entry("tagignore", "("),
            entry("prune_from", "("),
            entry("base.service", "%00"),
            entry("base.match", "%7B"),
            entry("base.from", "yesterday"),
            entry("base.to", "yesterday"),
            entry("normalize", "time"),
            entry("step", "0s"),
            entry("by", "a&by=b&by=c&by=d&by=e&by=f&by=g&by=h&by=i&by=j&by=k"),
            entry("window", "0s"),
            entry("at", "yesterday"),
            entry("weight", "equal"),
            entry("max_share", "0"),
            entry("fidelity", "high"),
            entry("gate", "open"),
            entry("from_version", ""),
            entry("to_version", ""),
            entry("state", "up"));

    /** Where any text is good: names that nothing has select nothing, and every text has its place in a sorted list. */
    private static final Set<String> ANY_TEXT = Set.of(
            "DELETE /api/v1/profiles service",
            "DELETE /api/v1/profiles type",
            "GET /api/v1/scrapes service",
            "GET /api/v1/labels cursor",
            "GET /api/v1/labels/{name}/values cursor",
            "GET /api/v1/traces type");

    private TestServer api;
    private OpenApi openApi;
    private Map<String, String> variables;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        RocksStore store = ShopStore.open(folder.resolve("data"));
        ApiOptions options = ApiOptions.of("127.0.0.1", 0)
                .withWeb(new WebOptions(
                        WebConfig.NONE, Cors.NONE, new AdminOptions(true, folder.resolve("data/snapshots"))));
        api = new TestServer(store, new NoTargets(), List.of(), options).closing(store);
        api.server.ready(true);
        api.lifecycle.enabled = true;
        String trace = Traces.put(store, Traces.origin("shop", "trace", 5), "as it came");
        api.captures.answer = new CapturesSource.Begun(List.of(ScriptedCaptures.waiting("c0")));
        api.captures.all = List.of(ScriptedCaptures.done("c1", trace));
        assertThat(api.get("/api/v1/pgo/shop/default.pgo?gate=off").statusCode())
                .isEqualTo(200);
        variables = Map.of(
                "labels/{name}",
                "labels/version",
                "assets/{name}",
                "assets/" + script(),
                "{service}",
                "shop",
                "{digest}",
                first("/api/v1/pgo/shop/releases", "releases", "digest"),
                "profiles/{id}",
                "profiles/" + first("/api/v1/profiles", "profiles", "id"),
                "traces/{id}",
                "traces/" + trace,
                "captures/{id}",
                "captures/c1");
        openApi = OpenApi.of(api);
    }

    private String first(String path, String list, String field) {
        return TestServer.json(api.get(path)).get(list).get(0).get(field).asText();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private String script() {
        return Pattern.compile("/assets/(\\S+\\.js)")
                .matcher(TestServer.text(api.get("/")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    private List<Endpoint> endpoints() {
        return api.server.endpoints();
    }

    /** A question for an endpoint, which shows as its line. */
    record Question(Endpoint endpoint, String query) {
        @Override
        public String toString() {
            return named(endpoint) + (query.isEmpty() ? "" : "?" + query);
        }
    }

    Stream<Question> goodQuestions() {
        return endpoints().stream().map(endpoint -> new Question(endpoint, QUERIES.getOrDefault(named(endpoint), "")));
    }

    @ParameterizedTest
    @MethodSource("goodQuestions")
    void aGoodQuestionIsAnsweredAsDocumented(Question good) {
        HttpResponse<byte[]> answer = ask(good);

        assertThat(answer.statusCode()).as(TestServer.text(answer)).isBetween(200, 299);
        JsonNode content =
                openApi.response(good.endpoint(), answer.statusCode()).path("content");
        String type = TestServer.header(answer, "Content-Type").replaceFirst(";.*", "");
        assertThat(content.has(type)).as("%s of %s", type, content).isTrue();
        if (type.equals("application/json")) {
            JsonNode json = TestServer.json(answer);
            openApi.resolve(content.get(type).get("schema"))
                    .path("required")
                    .forEach(field -> assertThat(json.has(field.asText()))
                            .as("%s in %s", field, json)
                            .isTrue());
        }
    }

    Stream<Question> wrongValues() {
        return endpoints().stream()
                .flatMap(endpoint -> documented(endpoint)
                        .filter(parameter -> !ANY_TEXT.contains(named(endpoint) + " " + parameter.name()))
                        .map(parameter -> new Question(
                                endpoint,
                                with(endpoint, parameter, name(parameter, "9") + "=" + BAD.get(parameter.name())))));
    }

    Stream<Question> repetitions() {
        return endpoints().stream()
                .flatMap(endpoint -> endpoint.parameters().stream()
                        .filter(parameter -> !parameter.repeatable())
                        .map(parameter -> {
                            String once = name(parameter, "region") + "=x";
                            return new Question(endpoint, with(endpoint, parameter, once + "&" + once));
                        }));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aValueThatCannotBeUsedIsRefused(Question wrong) {
        assertRefused(wrong, ".*");
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void whatMayStandOnceIsRefusedTwice(Question wrong) {
        assertRefused(wrong, "duplicate-parameter");
    }

    @Test
    void aWrongValueIsKnownOfEveryParameterThatThereIs() {
        assertThat(BAD.keySet())
                .containsExactlyInAnyOrderElementsOf(endpoints().stream()
                        .flatMap(EveryRouteTest::documented)
                        .map(Parameter::name)
                        .collect(Collectors.toSet()));
    }

    private void assertRefused(Question wrong, String type) {
        HttpResponse<byte[]> answer = ask(wrong);

        JsonNode problem = TestServer.json(answer);
        assertThat(answer.statusCode()).as(problem.toString()).isBetween(400, 499);
        assertThat(TestServer.header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(openApi.response(wrong.endpoint(), answer.statusCode()).has("content"))
                .as("%d is documented", answer.statusCode())
                .isTrue();
        String slug = problem.get("type").asText().replaceFirst(".*/", "");
        assertThat(openApi.document().get("x-problem-types").has(slug)).as(slug).isTrue();
        assertThat(slug).matches(type);
        assertThat(problem.get("detail").asText()).isNotEmpty();
        assertThat(problem.get("fix").asText()).isNotEmpty();
    }

    private HttpResponse<byte[]> ask(Question question) {
        Endpoint endpoint = question.endpoint();
        String path = endpoint.path();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            path = path.replace(variable.getKey(), variable.getValue());
        }
        String method = endpoint.methods().getFirst().name();
        String pathAndQuery = question.query().isEmpty() ? path : path + "?" + question.query();
        if (!endpoint.body().takes()) {
            return api.send(method, pathAndQuery);
        }
        String json = JSON_BODIES.get(endpoint.path());
        return json == null
                ? api.send(
                        method,
                        pathAndQuery,
                        BodyPublishers.ofByteArray(TestData.bytes(ShopStore.CPU_FILES.getFirst())),
                        "Content-Type",
                        "application/octet-stream")
                : api.send(method, pathAndQuery, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    /** Without what the web page reads itself: the server takes anything there. */
    private static Stream<Parameter> documented(Endpoint endpoint) {
        return endpoint.parameters().stream().filter(parameter -> !parameter.equals(Parameter.ANY));
    }

    private static String named(Endpoint endpoint) {
        return endpoint.methods().getFirst() + " " + endpoint.path();
    }

    private static String name(Parameter parameter, String ofPrefix) {
        return parameter.isPrefix() ? parameter.name() + ofPrefix : parameter.name();
    }

    /** The good question with something else for a parameter. */
    private static String with(Endpoint endpoint, Parameter parameter, String instead) {
        return Stream.concat(
                        Arrays.stream(QUERIES.getOrDefault(named(endpoint), "").split("&", -1))
                                .filter(given -> !given.isEmpty() && !given.startsWith(parameter.name() + "=")),
                        Stream.of(instead))
                .collect(Collectors.joining("&"));
    }
}
