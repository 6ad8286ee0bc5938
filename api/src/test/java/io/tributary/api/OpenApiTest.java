package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.ProblemType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The OpenAPI document says what the routes do: no more, no less. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private TestServer api;
    private OpenApi openApi;
    private JsonNode document;

    @BeforeAll
    void start() {
        api = new TestServer(new HeldProfiles());
        openApi = OpenApi.of(api);
        document = openApi.document();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void listsExactlyTheRoutesWithTheirParameters() {
        Map<String, String> routes = new TreeMap<>();
        for (Endpoint endpoint : api.server.endpoints()) {
            TreeSet<String> parameters = new TreeSet<>();
            for (Parameter parameter : endpoint.parameters()) {
                if (!parameter.equals(Parameter.ANY)) {
                    parameters.add(parameter.name() + (parameter.repeatable() ? "*" : ""));
                }
            }
            routes.put(
                    OpenApi.method(endpoint) + " " + endpoint.path(),
                    parameters + (endpoint.body().takes() ? " with a body" : ""));
        }
        Map<String, String> documented = new TreeMap<>();
        document.get("paths").properties().forEach(path -> {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                documented.put(
                        operation.getKey() + " " + path.getKey(),
                        queryParameters(path.getKey(), operation.getValue()) + body(operation.getValue()));
            }
        });

        assertThat(documented).isEqualTo(routes);
    }

    private Set<String> queryParameters(String path, JsonNode operation) {
        TreeSet<String> parameters = new TreeSet<>();
        for (JsonNode declared : operation.path("parameters")) {
            JsonNode parameter = openApi.resolve(declared);
            if (parameter.get("in").asText().equals("query")) {
                parameters.add(name(parameter));
            } else {
                assertThat(path).contains("{" + parameter.get("name").asText() + "}");
            }
        }
        return parameters;
    }

    /** With a star where it may be repeated; of an object that is spread, what its names begin with. */
    private static String name(JsonNode parameter) {
        JsonNode schema = parameter.get("schema");
        return switch (schema.path("type").asText()) {
            case "array" -> parameter.get("name").asText() + "*";
            case "object" -> schema.at("/propertyNames/pattern").asText().replaceFirst("\\^(\\w+)\\\\\\..*", "$1.");
            default -> parameter.get("name").asText();
        };
    }

    private static String body(JsonNode operation) {
        return operation.has("requestBody") ? " with a body" : "";
    }

    @Test
    void describesEveryKindOfProblem() {
        assertThat(document.get("x-problem-types").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::slug)
                        .toList());
    }

    @Test
    void refersOnlyToWhatIsThere() {
        document.findValues("$ref")
                .forEach(reference -> assertThat(openApi.at(reference.asText()))
                        .as(reference.asText())
                        .isNotNull());
    }
}
