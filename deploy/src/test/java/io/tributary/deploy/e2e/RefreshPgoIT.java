package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that refreshes a repository's default.pgo, with a real git and a stand-in for GitHub. */
class RefreshPgoIT {
    private static final Path SCRIPT = Path.of("ci", "refresh-pgo.sh").toAbsolutePath();
    private static final String BRANCH = "tributary/pgo-shop";

    @TempDir
    Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();

    @Test
    void aRefreshIsCommittedAndAPullRequestOpened() throws IOException {
        Needs.program("TRIBUTARY_TEST_GIT", "git");
        HttpServer github = github();
        try (Tributary daemon = Tributary.start(folder.resolve("data"))) {
            Path clone = repository();
            post(daemon, "shop/v1/cpu.a1.pb.gz", "a");
            post(daemon, "shop/v1/cpu.b1.pb.gz", "b");
            Map<String, String> environment = environment(daemon, github);

            assertThat(refresh(clone, environment)).contains("a pull request is open");

            byte[] handedOut = daemon.get("/api/v1/pgo/shop/default.pgo?gate=off&window=3650d")
                    .body();
            assertThat(clone.resolve("default.pgo")).hasBinaryContent(handedOut);
            assertThat(Files.getPosixFilePermissions(clone.resolve("default.pgo")))
                    .isEqualTo(Files.getPosixFilePermissions(clone.resolve("main.go")));
            assertThat(git(clone, "log", "-1", "--format=%s%n%b", "origin/" + BRANCH))
                    .startsWith("pgo: refresh default.pgo of shop")
                    .contains("shop");
            assertThat(requests)
                    .singleElement()
                    .asString()
                    .contains(
                            "POST /api/repos/tributary/shop/pulls",
                            "Bearer github-secret",
                            "\"head\":\"" + BRANCH + "\"",
                            "\"base\":\"main\"");

            assertThat(refresh(clone, environment)).contains("nothing to do");
            assertThat(requests).hasSize(1);
        } finally {
            github.stop(0);
        }
    }

    @Test
    void whatIsNotGoodEnoughChangesNothing() throws IOException {
        Needs.program("TRIBUTARY_TEST_GIT", "git");
        HttpServer github = github();
        try (Tributary daemon = Tributary.start(folder.resolve("data"))) {
            Path clone = repository();
            post(daemon, "shop/v1/cpu.a1.pb.gz", "a");
            Map<String, String> environment = environment(daemon, github);
            environment.put("PGO_QUERY", "window=3650d");

            assertThat(refresh(clone, environment)).contains("not good enough yet");

            assertThat(clone.resolve("default.pgo")).doesNotExist();
            assertThat(requests).isEmpty();
        } finally {
            github.stop(0);
        }
    }

    @Test
    void whoCannotBeReachedIsNamed() throws IOException {
        Needs.program("TRIBUTARY_TEST_GIT", "git");
        HttpServer github = github();
        try (Tributary daemon = Tributary.start(folder.resolve("data"))) {
            Path clone = repository();
            post(daemon, "shop/v1/cpu.a1.pb.gz", "a");
            Map<String, String> environment = environment(daemon, github);
            github.stop(0);

            assertThat(refused(clone, environment))
                    .contains("GitHub cannot be asked at " + environment.get("GITHUB_API_URL"))
                    .doesNotContain("Tributary cannot");
            environment.put("TRIBUTARY_URL", environment.get("GITHUB_API_URL"));
            assertThat(refused(clone, environment))
                    .contains("Tributary cannot be asked at " + environment.get("TRIBUTARY_URL"));
        }
    }

    private static String refused(Path clone, Map<String, String> environment) {
        try (Child child = Child.start(clone, environment, List.of(SCRIPT.toString()))) {
            assertThat(child.exitCode(Duration.ofMinutes(5))).as(child.output()).isEqualTo(3);
            return child.output();
        }
    }

    private static String refresh(Path clone, Map<String, String> environment) {
        return Child.run(clone, environment, List.of(SCRIPT.toString()));
    }

    private static void post(Tributary daemon, String file, String instance) {
        int status = daemon.post(
                        "/api/v1/profiles?service=shop&type=cpu&label.instance=" + instance, TestData.bytes(file))
                .statusCode();
        assertThat(status).isEqualTo(201);
    }

    private static Map<String, String> environment(Tributary daemon, HttpServer github) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TRIBUTARY_URL", "http://127.0.0.1:" + daemon.port());
        environment.put("PGO_SERVICE", "shop");
        environment.put("PGO_QUERY", "gate=off&window=3650d");
        environment.put("GITHUB_TOKEN", "github-secret");
        environment.put("GITHUB_REPOSITORY", "tributary/shop");
        environment.put("GITHUB_REF_NAME", "main");
        environment.put(
                "GITHUB_API_URL", "http://127.0.0.1:" + github.getAddress().getPort() + "/api");
        return environment;
    }

    /** A clone with one commit, of a repository that can be pushed to. */
    private Path repository() throws IOException {
        Path origin = Files.createDirectory(folder.resolve("origin.git"));
        Path clone = Files.createDirectory(folder.resolve("clone"));
        git(origin, "init", "-q", "--bare");
        git(clone, "init", "-q", "-b", "main");
        Files.writeString(clone.resolve("main.go"), "package main\n");
        git(clone, "add", ".");
        git(clone, "-c", "user.name=someone", "-c", "user.email=someone@localhost", "commit", "-q", "-m", "begin");
        git(clone, "remote", "add", "origin", origin.toString());
        git(clone, "push", "-q", "origin", "main");
        return clone;
    }

    private static String git(Path folder, String... arguments) {
        return Child.run(
                folder,
                Map.of(),
                Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toList());
    }

    private HttpServer github() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        exchange.sendResponseHeaders(201, -1);
        exchange.close();
    }
}
