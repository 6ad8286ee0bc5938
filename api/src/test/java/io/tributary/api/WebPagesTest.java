package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.api.web.WebPages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPagesTest {
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
    private static final Pattern FILE = Pattern.compile("/assets/[\\w.-]+\\.\\w+");
    private static final Pattern ROUTE = Pattern.compile("pattern: '([^']+)'");
    private static final Path ROUTES = Path.of("src/main/web/src/app/routes.ts");

    private TestServer api;

    @BeforeAll
    void start() {
        api = new TestServer(new HeldProfiles());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    static Stream<String> paths() {
        return WebPages.PATHS.stream().map(path -> path.replaceAll("\\{\\w+}", "any%2Fname"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void isAtEachOfItsPathsWhateverTheQuerySays(String path) {
        HttpResponse<byte[]> plain = api.get(path);
        HttpResponse<byte[]> asked = api.get(path + "?match=a&match=b&anything=%20");

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(TestServer.header(plain, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(TestServer.text(plain)).startsWith("<!doctype html>").contains("<title>Tributary</title>");
        assertThat(asked.body()).isEqualTo(plain.body());
    }

    @Test
    void isWhereItsScriptThinksItIs() throws IOException {
        List<String> routes = ROUTE.matcher(Files.readString(ROUTES))
                .results()
                .map(route -> route.group(1).replaceAll(":(\\w+)", "{$1}"))
                .toList();

        assertThat(WebPages.PATHS).containsExactlyInAnyOrderElementsOf(routes);
    }

    @ParameterizedTest
    @CsvSource({"/,identity", "/,gzip", "/speedscope,identity", "/speedscope,gzip"})
    void allowsItsOwnFilesAloneAlsoWhereTheBrowserHasIt(String path, String coding) {
        HttpResponse<byte[]> page = api.send("GET", path, "Accept-Encoding", coding);
        String tag = TestServer.header(page, "ETag");
        HttpResponse<byte[]> again = api.send("GET", path, "Accept-Encoding", coding, "If-None-Match", tag);

        assertThat(tag).matches("(W/)?\"[0-9a-f]{64}\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        for (HttpResponse<byte[]> response : List.of(page, again)) {
            assertThat(TestServer.header(response, "ETag")).isEqualTo(tag);
            assertThat(TestServer.header(response, "Cache-Control")).isEqualTo("no-cache");
            assertThat(TestServer.header(response, "Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*", "data:", "http");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/speedscope"})
    void hasNoScriptAndNoStyleInTheDocument(String path) {
        assertThat(TestServer.text(api.get(path)))
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContain("<style", " style=", " onload=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/speedscope"})
    void comesWithFilesThatMayBeKeptForGood(String document) {
        List<String> assets = ASSET.matcher(TestServer.text(api.get(document)))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(assets).anyMatch(path -> path.endsWith(".js")).anyMatch(path -> path.endsWith(".css"));
        for (String path : assets) {
            HttpResponse<byte[]> file = api.get(path);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(TestServer.header(file, "Content-Type"))
                    .isEqualTo(
                            switch (path.substring(path.lastIndexOf('.'))) {
                                case ".js" -> "text/javascript; charset=utf-8";
                                case ".css" -> "text/css; charset=utf-8";
                                default -> "image/svg+xml";
                            });
            assertThat(TestServer.header(file, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(TestServer.header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void hasSpeedscopeAndItsFontAmongThem() {
        List<String> needed = files("/speedscope").flatMap(this::files).toList();

        HttpResponse<byte[]> script = api.get(one(needed, ".js"));
        assertThat(TestServer.text(script)).contains("speedscope v");
        assertThat(TestServer.header(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        HttpResponse<byte[]> font = api.send("GET", one(needed, ".woff2"), "Accept-Encoding", "gzip");
        assertThat(font.body()).startsWith('w', 'O', 'F', '2');
        assertThat(TestServer.header(font, "Content-Type")).isEqualTo("font/woff2");
        for (HttpResponse<byte[]> file : List.of(script, font)) {
            assertThat(TestServer.header(file, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(file.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    /** The files that a document, a script or a style sheet names. */
    private Stream<String> files(String path) {
        return FILE.matcher(TestServer.text(api.get(path)))
                .results()
                .map(MatchResult::group)
                .distinct();
    }

    private static String one(List<String> paths, String end) {
        assertThat(paths).filteredOn(path -> path.endsWith(end)).hasSize(1);
        return paths.stream().filter(path -> path.endsWith(end)).findFirst().orElseThrow();
    }

    @Test
    void compressesItsFiles() throws IOException {
        String script = ASSET.matcher(TestServer.text(api.get("/")))
                .results()
                .map(match -> match.group(1))
                .filter(path -> path.endsWith(".js"))
                .findFirst()
                .orElseThrow();

        HttpResponse<byte[]> plain = api.get(script);
        HttpResponse<byte[]> coded = api.send("GET", script, "Accept-Encoding", "gzip");

        assertThat(TestServer.header(coded, "Content-Encoding")).isEqualTo("gzip");
        assertThat(TestServer.header(coded, "Vary")).isEqualTo("accept-encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(coded.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/index-0.js",
                "/assets/index.html",
                "/assets/..%2Findex.html",
                "/assets/x%2F..%2F..%2Fspeedscope.html",
                "/assets/a..js",
                "/assets/",
                "/index.html",
                "/speedscope.html",
                "/speedscope/index.html"
            })
    void hasNothingElse(String path) {
        TestServer.assertProblem(api.get(path), 404, "unknown-route", "");
    }

    @Test
    void saysWhoseCodeItUses() {
        assertThat(TestServer.text(api.get("/licenses.txt")))
                .contains("preact", "MIT License", "speedscope", "SIL OPEN FONT LICENSE");
    }
}
