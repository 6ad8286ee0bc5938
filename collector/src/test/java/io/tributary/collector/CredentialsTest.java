package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Credentials arrive where they belong, and nowhere else. */
class CredentialsTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");

    @TempDir
    Path folder;

    private static Rig rig(Loopback target, String... lines) {
        return new Rig(Rig.file(Rig.heapJob("shop", target.address(), lines)));
    }

    @Test
    void headersOfOnesOwnArrive() throws Exception {
        Files.writeString(folder.resolve("tenant"), "t-file\n");
        try (Loopback shop = Loopback.serving(HEAP);
                Rig rig = rig(
                        shop,
                        "basic_auth: {username_file: " + folder.resolve("tenant") + ", password: ''}",
                        "http_headers: {X-Tenant: {values: [t1], secrets: [t2], files: [" + folder.resolve("tenant")
                                + "]}, Accept: {values: [text/plain]}}")) {
            rig.awaitUp("shop");

            assertThat(shop.requests.getFirst().lines())
                    .contains("X-Tenant: t1", "X-Tenant: t2", "X-Tenant: t-file", "Authorization: Basic dC1maWxlOg==")
                    .filteredOn(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("accept:"))
                    .singleElement()
                    .asString()
                    .endsWith("text/plain");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsFollowedNowhere(int status) throws Exception {
        try (Loopback elsewhere = Loopback.serving(HEAP);
                Loopback shop = new Loopback((_, _, out) -> {
                    out.write(Loopback.ascii("HTTP/1.1 " + status + " Moved\r\nLocation: http://" + elsewhere.address()
                            + "/debug/pprof/heap\r\nContent-Length: 0\r\n\r\n"));
                    out.flush();
                });
                Rig rig = rig(
                        shop,
                        "scrape_interval: 1s",
                        "authorization: {credentials: s3cret}",
                        "follow_redirects: false")) {
            assertThat(rig.failure("shop"))
                    .startsWith("redirect: answered " + status + ", a redirect to http://" + elsewhere.address()
                            + "/debug/pprof/heap");
            Await.until("it is asked again", () -> shop.requests.size() >= 2);

            assertThat(elsewhere.requests).isEmpty();
        }
    }

    /** Copies bytes between two sockets until one of them ends. */
    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // The end of a tunnel.
        }
    }

    /** A proxy that answers CONNECT by doing it. */
    private static Loopback tunnels() {
        return new Loopback((head, socket, out) -> {
            int port = Integer.parseInt(head.replaceAll("(?s)^CONNECT [^ ]*:([0-9]+) .*", "$1"));
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                out.write(Loopback.ascii("HTTP/1.1 200 Connected\r\n\r\n"));
                out.flush();
                Thread back = Thread.ofVirtual().start(() -> pump(target, socket));
                pump(socket, target);
                back.join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
    }

    @Test
    void aProxyCarriesAnHttpRequestAndItsCredentialsArriveNoFurther() {
        try (Loopback proxy = Loopback.serving(HEAP);
                Rig rig = new Rig(Rig.file(Rig.heapJob(
                        "shop",
                        "shop.example:6060",
                        "proxy_url: http://me:pr0xy@" + proxy.address(),
                        "authorization: {credentials: s3cret}")))) {
            rig.awaitUp("shop");

            assertThat(proxy.requests.getFirst().lines())
                    .contains("GET http://shop.example:6060/debug/pprof/heap HTTP/1.1", "Authorization: Bearer s3cret")
                    .anyMatch("host: shop.example:6060"::equalsIgnoreCase)
                    .anyMatch(("proxy-authorization: Basic " + base64("me:pr0xy"))::equalsIgnoreCase);
        }
    }

    @Test
    void aProxyTunnelsAnHttpsRequestAndSeesNothingOfIt() {
        TestCertificates.Pair pair = TestCertificates.selfSigned(List.of("127.0.0.1"));
        try (Loopback shop = Loopback.tls(pair, (_, _, out) -> Loopback.ok(out, HEAP));
                Loopback proxy = tunnels();
                Rig rig = rig(
                        shop,
                        "scheme: https",
                        "scrape_interval: 1s",
                        "tls_config: {insecure_skip_verify: true}",
                        "proxy_url: http://me:pr0xy@" + proxy.address(),
                        "authorization: {credentials: s3cret}",
                        "http_headers: {X-Tenant: {values: [t1]}}")) {
            rig.awaitUp("shop");

            assertThat(proxy.requests.getFirst())
                    .startsWith("CONNECT " + shop.address() + " HTTP/1.1\r\n")
                    .containsIgnoringCase("proxy-authorization: Basic " + base64("me:pr0xy"))
                    .doesNotContain("s3cret", "X-Tenant", "/debug");
            assertThat(shop.requests.getFirst())
                    .contains("Authorization: Bearer s3cret", "X-Tenant: t1")
                    .doesNotContainIgnoringCase("proxy-authorization");
        }
    }

    @Test
    void aProxyIsToldWhatTheConnectHeaderSays() {
        TestCertificates.Pair pair = TestCertificates.selfSigned(List.of("127.0.0.1"));
        try (Loopback shop = Loopback.tls(pair, (_, _, out) -> Loopback.ok(out, HEAP));
                Loopback proxy = tunnels();
                Rig rig = rig(
                        shop,
                        "scheme: https",
                        "scrape_interval: 1s",
                        "tls_config: {insecure_skip_verify: true}",
                        "proxy_url: http://" + proxy.address(),
                        "proxy_connect_header: {Proxy-Authorization: [Bearer pr0xy]}")) {
            rig.awaitUp("shop");

            assertThat(proxy.requests.getFirst()).containsIgnoringCase("proxy-authorization: Bearer pr0xy\r\n");
            assertThat(shop.requests.getFirst()).doesNotContain("pr0xy");
        }
    }

    @Test
    void aProxyMayBeSpokenToOverTls() {
        TestCertificates.Pair pair = TestCertificates.selfSigned(List.of("127.0.0.1"));
        try (Loopback proxy = Loopback.tls(pair, (_, _, out) -> Loopback.ok(out, HEAP));
                Rig rig = new Rig(Rig.file(Rig.heapJob(
                        "shop",
                        "shop.example:6060",
                        "scrape_interval: 1s",
                        "tls_config: {insecure_skip_verify: true}",
                        "proxy_url: https://" + proxy.address())))) {
            rig.awaitUp("shop");

            assertThat(proxy.requests.getFirst()).startsWith("GET http://shop.example:6060/debug/pprof/heap HTTP/1.1");
        }
    }

    @Test
    void aProxyThatRefusesIsAReasonOfItsOwn() {
        try (Loopback proxy = new Loopback((_, _, out) ->
                        Loopback.respond(out, "407 Proxy Authentication Required", "text/plain", new byte[0]));
                Rig rig = new Rig(Rig.file(Rig.heapJob(
                        "shop",
                        "shop.example:6060",
                        "scheme: https",
                        "scrape_interval: 1s",
                        "proxy_url: http://me:pr0xy@" + proxy.address())))) {
            assertThat(rig.failure("shop"))
                    .startsWith("proxy: the proxy does not connect")
                    .contains("407")
                    .doesNotContain("pr0xy");
        }
    }

    /** A token endpoint that wants the client's credentials in the header, and says how long a token lasts. */
    private static Loopback.Script tokens(Supplier<String> token, int seconds) {
        return (head, _, out) -> {
            if (head.contains("Authorization: Basic " + base64("me:cl%2Bient"))) {
                Loopback.respond(
                        out,
                        "200 OK",
                        "application/json",
                        Loopback.ascii("{\"access_token\":\"" + token.get()
                                + "\",\"token_type\":\"bearer\",\"expires_in\":" + seconds + "}"));
            } else {
                Loopback.respond(
                        out, "401 Unauthorized", "application/json", Loopback.ascii("{\"error\":\"invalid_client\"}"));
            }
        };
    }

    private static String oauth2(Loopback endpoint, String more) {
        return "oauth2: {client_id: me, token_url: 'http://" + endpoint.address() + "/token', " + more + "}";
    }

    @Test
    void oneTokenIsForAllAndKeptUntilItExpires() throws Exception {
        AtomicInteger given = new AtomicInteger();
        try (Loopback endpoint = new Loopback(tokens(() -> "t" + given.incrementAndGet(), 2));
                Loopback shop = Loopback.serving(HEAP);
                Loopback other = Loopback.serving(HEAP);
                Rig _ = new Rig(Rig.file(
                        Rig.heapJob(
                                "shop",
                                shop.address(),
                                "scrape_interval: 500ms",
                                oauth2(endpoint, "client_secret: cl+ient, scopes: [a, b]")),
                        Rig.heapJob(
                                "other",
                                other.address(),
                                "scrape_interval: 500ms",
                                oauth2(endpoint, "client_secret: cl+ient, scopes: [a, b]"))))) {
            Await.until(
                    "a second token is used",
                    () -> shop.requests.stream().anyMatch(head -> head.contains("Authorization: Bearer t2\r\n")));

            assertThat(shop.requests.getFirst()).contains("Authorization: Bearer t1\r\n");
            assertThat(other.requests.getFirst()).contains("Authorization: Bearer t1\r\n");
            assertThat(endpoint.requests.getFirst())
                    .startsWith("POST /token HTTP/1.1\r\n")
                    .containsIgnoringCase("content-type: application/x-www-form-urlencoded\r\n")
                    .doesNotContain("Bearer");
            // Four scrapes a second, fewer where the machine is slow, and one token each 1.6 s.
            assertThat(endpoint.requests.size()).isLessThan(shop.requests.size() + other.requests.size());
        }
    }

    @Test
    void aClientSecretMayBeReplaced() throws Exception {
        Path file = Files.writeString(folder.resolve("client"), "wrong\n");
        try (Loopback endpoint = new Loopback(tokens(() -> "t1", 3600));
                Loopback shop = Loopback.serving(HEAP);
                Rig rig = rig(shop, "scrape_interval: 1s", oauth2(endpoint, "client_secret_file: " + file))) {
            assertThat(rig.failure("shop"))
                    .isEqualTo("credentials: no token from http://" + endpoint.address()
                            + "/token: answered 401; are client_id, client_secret, scopes and token_url right?");
            assertThat(shop.requests).isEmpty();

            Files.writeString(file, "cl+ient\n");
            rig.awaitUp("shop");
        }
    }

    @Test
    void aTokenEndpointMayWantTheClientInTheBody() {
        try (Loopback endpoint = new Loopback((head, socket, out) -> {
                    int length = Integer.parseInt(head.replaceAll("(?is).*content-length: ([0-9]+).*", "$1"));
                    String form = new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
                    if (form.equals("grant_type=client_credentials&client_id=me&client_secret=cl%2Bient")) {
                        Loopback.respond(
                                out, "200 OK", "application/json", Loopback.ascii("{\"access_token\": \"t1\"}"));
                    } else {
                        Loopback.respond(out, "401 Unauthorized", "text/plain", new byte[0]);
                    }
                });
                Loopback shop = Loopback.serving(HEAP);
                Rig rig = rig(shop, "scrape_interval: 1s", oauth2(endpoint, "client_secret: cl+ient"))) {
            rig.awaitUp("shop");

            assertThat(shop.requests.getFirst()).contains("Authorization: Bearer t1\r\n");
            assertThat(endpoint.requests).hasSize(2);
        }
    }

    @Test
    void aProxyThatSaysNothingCostsTheDeadline() {
        try (Loopback proxy = new Loopback((_, socket, _) -> Loopback.untilHungUp(socket));
                Rig rig = new Rig(Rig.file(Rig.heapJob(
                        "shop",
                        "shop.example:6060",
                        "scheme: https",
                        "scrape_interval: 1s",
                        "scrape_timeout: 300ms",
                        "proxy_url: http://" + proxy.address())))) {
            assertThat(rig.failure("shop"))
                    .isEqualTo("connect_timeout: not done after 0.3 s: timed out while connecting");
        }
    }

    /** What a token endpoint must not do to a target, and what is said of it. */
    @Test
    void aTokenEndpointThatFailsIsTheScrapesFailure() throws Exception {
        List<Loopback.Script> scripts = List.of(
                (_, _, out) -> Loopback.respond(out, "200 OK", "application/json", Loopback.ascii("{}")),
                (_, _, out) -> Loopback.respond(out, "200 OK", "application/json", Loopback.ascii("[")),
                (_, _, out) -> Loopback.respond(
                        out, "200 OK", "application/json", Loopback.ascii("{\"access_token\":\"a\\r\\nX: b\"}")),
                (_, _, out) -> Loopback.respond(
                        out,
                        "200 OK",
                        "application/json",
                        Loopback.ascii("{\"access_token\":\"a\",\"token_type\":\"mac\"}")),
                (_, _, out) -> Loopback.respond(out, "200 OK", "text/html", Loopback.ascii("<html>cl+ient")),
                (_, _, out) -> Loopback.respond(out, "400 cl+ient", "text/plain", Loopback.ascii("cl+ient")),
                (_, _, out) -> Loopback.respond(out, "500 cl+ient", "text/plain", Loopback.ascii("cl+ient")),
                (_, _, out) -> Loopback.respond(out, "200 OK", "application/json", new byte[70_000]),
                (_, socket, _) -> Loopback.untilHungUp(socket));
        for (Loopback.Script script : scripts) {
            try (Loopback endpoint = new Loopback(script);
                    Loopback shop = Loopback.serving(HEAP);
                    Rig rig = rig(shop, oauth2(endpoint, "client_secret: cl+ient"))) {
                assertThat(rig.failure("shop")).startsWith("credentials: ").doesNotContain("cl+ient");
                assertThat(shop.requests).isEmpty();
            }
        }
    }

    @Test
    void aTokenEndpointThatRedirectsGetsNobodysSecretsElsewhere() {
        try (Loopback elsewhere = Loopback.serving(HEAP);
                Loopback endpoint = new Loopback((_, _, out) -> {
                    out.write(Loopback.ascii("HTTP/1.1 307 x\r\nLocation: http://" + elsewhere.address()
                            + "/\r\nContent-Length: 0\r\n\r\n"));
                    out.flush();
                });
                Loopback shop = Loopback.serving(HEAP);
                Rig rig = rig(shop, "scrape_interval: 1s", oauth2(endpoint, "client_secret: cl+ient"))) {
            assertThat(rig.failure("shop"))
                    .startsWith("credentials: no token from")
                    .contains("answered 307");
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    /** Whatever was planted in the file is in nothing that anyone sees, though the target sends back what it was sent. */
    @Test
    void noSecretIsShownAnywhere() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.addAppender(log);
        Path file = Files.writeString(folder.resolve("secret"), "pl4nted-in-file\n");
        List<String> planted =
                List.of("pl4nted", base64("u:pl4nted-basic"), base64("u:pl4nted-in-file"), base64("u:pl4nted-proxy"));
        try (Loopback echo = new Loopback(CredentialsTest::echo);
                Loopback endpoint = new Loopback(CredentialsTest::echo);
                Rig rig = new Rig(Rig.file(
                        Rig.heapJob("basic", echo.address(), "basic_auth: {username: u, password: pl4nted-basic}"),
                        Rig.heapJob("file", echo.address(), "basic_auth: {username: u, password_file: " + file + "}"),
                        Rig.heapJob("token", echo.address(), "authorization: {credentials: pl4nted-token}"),
                        Rig.heapJob("header", echo.address(), "http_headers: {X: {secrets: [pl4nted-header]}}"),
                        Rig.heapJob("oauth", echo.address(), oauth2(endpoint, "client_secret: pl4nted-client")),
                        Rig.heapJob("param", echo.address(), "params: {access_token: ['pl4nted param']}"),
                        Rig.heapJob(
                                "connect",
                                "h:1",
                                "scheme: https",
                                "proxy_url: 'http://" + echo.address() + "'",
                                "proxy_connect_header: {Proxy-Authorization: [Bearer pl4nted-connect]}"),
                        Rig.heapJob("proxy", "h:1", "proxy_url: 'http://u:pl4nted-proxy@" + echo.address() + "'")))) {
            Await.until(
                    "all fail",
                    () -> rig.collector.targets().stream().allMatch(target -> target.health() == Health.DOWN));

            StringBuilder seen = new StringBuilder(rig.collector.targets().toString());
            rig.registry
                    .scrape()
                    .forEach(snapshot -> snapshot.getDataPoints().forEach(point -> seen.append(point.getLabels())));
            log.list.forEach(event -> seen.append(event.getFormattedMessage()));
            assertThat(seen).contains("answered 500").contains("<secret>").doesNotContain(planted);
            assertThat(log.list).anyMatch(event -> event.getLevel() == Level.WARN);
        } finally {
            root.detachAppender(log);
        }
    }

    /** Says everything that it was sent, decoded too, where a reader of errors would look. */
    private static void echo(String head, Socket socket, OutputStream out) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line : head.split("\r\n", -1)) {
            String value = line.replaceFirst("^[^:]*: *", "").replaceFirst("^(Basic|Bearer) ", "");
            if (line.startsWith("GET ")) {
                String target = line.split(" ", -1)[1];
                said.append(target)
                        .append(' ')
                        .append(URLDecoder.decode(target, StandardCharsets.UTF_8))
                        .append(' ');
            }
            if (line.matches("(?i)(proxy-)?authorization:.*|X:.*")) {
                said.append(value).append(' ');
            }
            if (line.contains("Basic ")) {
                said.append(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                        .append(' ');
            }
        }
        Loopback.respond(out, "500 " + said, "text/plain", Loopback.ascii(said.toString()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
