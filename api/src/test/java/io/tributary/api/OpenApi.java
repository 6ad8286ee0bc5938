package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tributary.api.http.Endpoint;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;

/** The document that a server serves of itself. */
record OpenApi(JsonNode document) {
    static OpenApi of(TestServer api) {
        HttpResponse<byte[]> response = api.get("/openapi.yaml");
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo("application/yaml");
        try {
            return new OpenApi(new ObjectMapper(new YAMLFactory()).readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(TestServer.text(response), e);
        }
    }

    /** The method that an endpoint is about, as OpenAPI writes it. */
    static String method(Endpoint endpoint) {
        return endpoint.methods().getFirst().name().toLowerCase(Locale.ROOT);
    }

    /** What is said of an answer of this status; missing where nothing is. */
    JsonNode response(Endpoint endpoint, int status) {
        return resolve(document.path("paths")
                .path(endpoint.path())
                .path(method(endpoint))
                .path("responses")
                .path(Integer.toString(status)));
    }

    /** The node itself, or what it refers to. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? at(node.get("$ref").asText()) : node;
    }

    /** What a reference within the document names, which has to be there. */
    JsonNode at(String reference) {
        assertThat(reference).startsWith("#/");
        JsonNode target = document.at(reference.substring(1));
        assertThat(target.isMissingNode()).as(reference).isFalse();
        return target;
    }
}
