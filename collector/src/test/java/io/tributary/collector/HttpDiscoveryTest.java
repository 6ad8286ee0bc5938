package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.HttpSdConfig;
import io.tributary.collector.config.Secret;
import io.tributary.collector.discovery.Discovery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDiscoveryTest {
    private static final String JSON = "application/json";

    private record Answer(String status, String type, String body) {}

    private final DiscoveryRig rig = new DiscoveryRig();
    private final AtomicReference<Answer> answer = new AtomicReference<>(groups("a:1"));
    private final Loopback server = new Loopback((_, _, out) -> {
        Answer now = Objects.requireNonNull(answer.get());
        Loopback.respond(out, now.status(), now.type(), Loopback.ascii(now.body()));
    });

    @AfterEach
    void close() {
        rig.close();
        server.close();
    }

    private static Answer groups(String address) {
        return new Answer("200 OK", JSON, "[{\"targets\": [\"" + address + "\"], \"labels\": {\"zone\": \"x\"}}]");
    }

    private URI url(String path) {
        return URI.create("http://" + server.address() + path);
    }

    private HttpSdConfig config(Duration interval) {
        return new HttpSdConfig(url("/targets?team=shop"), interval, HttpClientConfig.DEFAULT);
    }

    @Test
    void itIsAskedAgainAndAgain() {
        Discovery discovery = rig.start(config(DiscoveryRig.SOON));
        rig.awaitAddresses("a:1");
        assertThat(rig.targets().getFirst())
                .isEqualTo(Map.of(
                        "__address__",
                        "a:1",
                        "__meta_url",
                        url("/targets?team=shop").toString(),
                        "zone",
                        "x"));

        answer.set(groups("a:2"));
        rig.awaitAddresses("a:2");
        answer.set(new Answer("200 OK", "application/json; charset=\"UTF-8\"", "[]"));
        rig.awaitAddresses();

        assertThat(server.requests.getFirst())
                .startsWith("GET /targets?team=shop HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nAccept: application/json\r\n")
                .containsIgnoringCase("\r\nX-Prometheus-Refresh-Interval-Seconds: 0.05\r\n");
        assertThat(discovery.status().place()).isEqualTo(url("/targets").toString());
        assertThat(rig.updates).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 Oops             | text/plain       | no database | answered 500 Oops: no database
            401 Unauthorized     | text/html        | <p>         | answered 401 Unauthorized
            200 OK               | text/plain       | []          | Content-Type must be application/json, not "text/plain"
            200 OK               | application/json | [           | this is no JSON list of target groups
            200 OK               | application/json | {}          | this is no JSON list of target groups
            302 Found            | text/plain       | there       | answered 302 Found: there; redirects are not followed
            """)
    void whatIsWrongKeepsTheLastGoodList(String status, String type, String body, String why) {
        Discovery discovery = rig.start(config(DiscoveryRig.SOON));
        rig.awaitAddresses("a:1");

        answer.set(new Answer(status, type, body));
        rig.awaitError(discovery, why);
        assertThat(rig.addresses()).containsExactly("a:1");
        assertThat(rig.metric("tributary_sd_failures")).isPositive();

        answer.set(groups("a:3"));
        rig.awaitAddresses("a:3");
        rig.awaitNoError(discovery);
    }

    @Test
    void tooMuchIsRefused() {
        Discovery discovery = rig.start(config(Duration.ofSeconds(2)));
        rig.awaitAddresses("a:1");

        answer.set(new Answer("200 OK", JSON, " ".repeat((4 << 20) + 1)));

        rig.awaitError(discovery, "more than the 4194304 bytes allowed");
        assertThat(rig.addresses()).containsExactly("a:1");
    }

    @Test
    void aServerThatHangsCostsATimeout() {
        try (Loopback hanging = new Loopback((_, socket, _) -> Loopback.untilHungUp(socket))) {
            Discovery discovery = rig.start(new HttpSdConfig(
                    URI.create("http://" + hanging.address()), Duration.ofMillis(100), HttpClientConfig.DEFAULT));

            rig.awaitError(discovery, "not done after 0.1 s: timed out while waiting for the answer");
            assertThat(rig.updates).isEmpty();
            assertThat(discovery.status().lastSuccess()).isNull();
        }
    }

    @Test
    void credentialsGoToTheServerAndNowhereElse() {
        try (Loopback thief = Loopback.serving(Loopback.ascii("[]"));
                Loopback redirecting = new Loopback((_, _, out) -> {
                    out.write(Loopback.ascii("HTTP/1.1 307 Elsewhere\r\nLocation: http://" + thief.address()
                            + "/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                })) {
            Discovery discovery = rig.start(new HttpSdConfig(
                    URI.create("http://" + redirecting.address()),
                    DiscoveryRig.SOON,
                    DiscoveryRig.http(new Credentials.Basic(new Secret.Inline("u"), new Secret.Inline("p")))));

            rig.awaitError(discovery, "redirects are not followed");
            assertThat(redirecting.requests.getFirst()).containsIgnoringCase("\r\nAuthorization: Basic dTpw\r\n");
            assertThat(thief.requests).isEmpty();
        }
    }

    @Test
    void whatTheUrlAsksWithIsInNoError() {
        Discovery discovery =
                rig.start(new HttpSdConfig(url("/targets?a=pl4%2Bnted"), DiscoveryRig.SOON, HttpClientConfig.DEFAULT));

        answer.set(new Answer("401 pl4+nted", "text/plain", "GET /targets?a=pl4%2Bnted"));

        rig.awaitError(discovery, "answered 401 <secret>: GET /targets?a=<secret>");
    }

    @Test
    void aSecretThatCannotBeReadSaysWhichFile() {
        Discovery discovery = rig.start(new HttpSdConfig(
                url("/"),
                DiscoveryRig.SOON,
                DiscoveryRig.http(new Credentials.Token("Bearer", new Secret.InFile(Path.of("/nowhere/token"))))));

        rig.awaitError(discovery, "/nowhere/token must be readable");
        assertThat(server.requests).isEmpty();
    }
}
