package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent compressed, and to whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentCodingTest {
    private static final String TOP = "/api/v1/merge?service=shop&type=cpu&format=top";
    private TestServer api;

    @BeforeAll
    void start() {
        api = ShopStore.served();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private HttpResponse<byte[]> get(String pathAndQuery, String acceptEncoding) {
        return api.send("GET", pathAndQuery, "Accept-Encoding", acceptEncoding);
    }

    private static byte[] decoded(HttpResponse<byte[]> response) throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(response.body());
        return switch (TestServer.header(response, "Content-Encoding")) {
            case "gzip" -> new GZIPInputStream(body).readAllBytes();
            case "zstd" -> new ZstdInputStream(body).readAllBytes();
            default -> response.body();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip                          | gzip
            zstd                          | zstd
            gzip, deflate, br, zstd       | zstd
            zstd;q=0.5, gzip;q=0.8        | gzip
            GZIP                          | gzip
            x-gzip                        | gzip
            *                             | zstd
            *;q=0.1, zstd;q=0             | gzip
            gzip;q=0                      | ''
            br, deflate                   | ''
            identity                      | ''
            gzip;q=2, ;;, =               | ''
            """)
    void goesByWhatTheClientLikes(String acceptEncoding, String coding) throws Exception {
        HttpResponse<byte[]> plain = api.get(TOP);

        HttpResponse<byte[]> response = get(TOP, acceptEncoding);

        assertThat(TestServer.header(response, "Content-Encoding")).isEqualTo(coding);
        assertThat(TestServer.header(response, "Vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(decoded(response)).isEqualTo(plain.body());
        if (!coding.isEmpty()) {
            assertThat(response.body().length).isLessThan(plain.body().length / 2);
            assertThat(TestServer.header(response, "ETag")).isEqualTo("W/" + TestServer.header(plain, "ETag"));
        }
        assertThat(api.send(
                                "GET",
                                TOP,
                                "Accept-Encoding",
                                acceptEncoding,
                                "If-None-Match",
                                TestServer.header(response, "ETag"))
                        .statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "/openapi.yaml, application/yaml",
        "/metrics, text/plain; version=0.0.4; charset=utf-8",
        "/api/v1/profiles, application/json",
        "/api/v1/merge?service=shop&type=cpu&format=text, text/plain; charset=utf-8"
    })
    void textOfAllKindsIsCompressed(String path, String type) throws Exception {
        HttpResponse<byte[]> response = get(path, "gzip");

        assertThat(TestServer.header(response, "Content-Encoding")).isEqualTo("gzip");
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo(type);
        assertThat(decoded(response).length).isGreaterThan(response.body().length);
    }

    @Test
    void aPprofStaysAsItIs() {
        HttpResponse<byte[]> response = get("/api/v1/merge?service=shop&type=cpu", "gzip, zstd");

        assertThat(TestServer.header(response, "Content-Encoding")).isEmpty();
        assertThat(TestServer.header(response, "Vary")).isEmpty();
        assertThat(response.body())
                .isEqualTo(api.get("/api/v1/merge?service=shop&type=cpu").body());
    }

    @Test
    void whatIsSmallStaysAsItIs() {
        HttpResponse<byte[]> response = get("/api/v1/labels?service=shop", "gzip");

        assertThat(TestServer.header(response, "Content-Encoding")).isEmpty();
        assertThat(TestServer.header(response, "Vary")).isEqualToIgnoringCase("accept-encoding");
    }

    @Test
    void headSaysHowLongTheCodedAnswerIs() {
        HttpResponse<byte[]> head = api.send("HEAD", TOP, "Accept-Encoding", "gzip");

        assertThat(TestServer.header(head, "Content-Length"))
                .isEqualTo(Integer.toString(get(TOP, "gzip").body().length));
        assertThat(TestServer.header(head, "Content-Encoding")).isEqualTo("gzip");
    }
}
