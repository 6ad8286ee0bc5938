package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent comes back in nothing that a browser would run. */
class ReflectionTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String INPUT = URLEncoder.encode("'\"\r\nX-Sent: 1\r\n\r\n" + SCRIPT, StandardCharsets.UTF_8)
            .replace("+", "%20");

    private TestServer api;
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void start() {
        api = new TestServer(new HeldProfiles());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void noPageRunsWhatItWasSent() {
        ask("GET", "/" + INPUT);
        for (Endpoint endpoint : api.server.endpoints()) {
            String method = endpoint.methods().getFirst().name();
            String path = endpoint.path().replaceAll("\\{\\w+}", INPUT);
            ask(method, path);
            ask(method, path + "?" + INPUT + "=" + INPUT);
            for (Parameter parameter : endpoint.parameters()) {
                ask(method, path + "?" + parameter.name() + "=" + INPUT);
                ask(method, endpoint.path().replaceAll("\\{\\w+}", "shop") + "?" + parameter.name() + "=" + INPUT);
            }
        }

        assertThat(shown).as("answers that quote it, in JSON").hasSizeGreaterThan(20);
    }

    private void ask(String method, String pathAndQuery) {
        HttpResponse<byte[]> answer = api.send(method, pathAndQuery, "Accept", "text/html");
        String type = TestServer.header(answer, "Content-Type");
        String text = TestServer.text(answer);

        assertThat(TestServer.header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(TestServer.header(answer, "Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.headers().map().toString()).as(pathAndQuery).doesNotContain(SCRIPT, "x-sent");
        if (text.contains(SCRIPT)) {
            assertThat(type).as(pathAndQuery).isIn("application/problem+json", "application/json");
            shown.add(pathAndQuery);
        }
    }
}
