package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.KubernetesSdConfig;
import io.tributary.collector.config.KubernetesSdConfig.Role;
import io.tributary.collector.config.KubernetesSdConfig.Selector;
import io.tributary.collector.config.Secret;
import io.tributary.collector.discovery.Discovery;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, watches and what goes wrong with them. The labels are {@link KubernetesLabelsTest}'s. */
class KubernetesDiscoveryTest {
    private final ApiServer server = new ApiServer();
    private DiscoveryRig rig = new DiscoveryRig();

    @AfterEach
    void close() {
        rig.close();
        server.close();
    }

    private static JsonObject pod(String namespace, String name, String ip) {
        return new JsonObject("""
                {"metadata": {"namespace": "%s", "name": "%s"},
                 "spec": {"containers": [{"name": "c", "ports": [{"containerPort": 6060}]}]},
                 "status": {"podIP": "%s"}}
                """.formatted(namespace, name, ip));
    }

    private KubernetesSdConfig pods(String... namespaces) {
        return new KubernetesSdConfig(
                Role.POD,
                URI.create(server.url()),
                null,
                HttpClientConfig.DEFAULT,
                false,
                List.of(namespaces),
                Map.of());
    }

    private void awaitWatches(int least) {
        Await.until("there are " + least + " watches", () -> server.watches() >= least);
    }

    @Test
    void podsComeChangeAndGo() {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        Discovery discovery = rig.start(pods());
        rig.awaitAddresses("10.0.0.1:6060");

        server.put("pods", pod("shop", "b", "10.0.0.2"));
        rig.awaitAddresses("10.0.0.1:6060", "10.0.0.2:6060");
        server.put("pods", pod("shop", "a", "10.0.0.9"));
        rig.awaitAddresses("10.0.0.9:6060", "10.0.0.2:6060");
        server.put("pods", pod("shop", "b", ""));
        rig.awaitAddresses("10.0.0.9:6060");
        server.delete("pods", "shop/a");
        rig.awaitAddresses();

        assertThat(discovery.status().groups()).isEqualTo(1);
        assertThat(discovery.status().lastError()).isEmpty();
        assertThat(server.requests().getFirst()).isEqualTo("GET /api/v1/pods?limit=500 HTTP/1.1");
        assertThat(rig.metric("tributary_sd_failures")).isZero();
    }

    @Test
    void aListComesPageByPage() {
        server.pageSize(2);
        for (int i = 1; i <= 5; i++) {
            server.put("pods", pod("shop", "p" + i, "10.0.0." + i));
        }

        rig.start(pods());

        rig.awaitAddresses("10.0.0.1:6060", "10.0.0.2:6060", "10.0.0.3:6060", "10.0.0.4:6060", "10.0.0.5:6060");
        assertThat(rig.updates).hasSize(1);
        assertThat(server.requests()).contains("GET /api/v1/pods?limit=500&continue=4 HTTP/1.1");
    }

    @Test
    void aWatchThatBreaksOffGoesOnWhereItWas() {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        rig.start(pods());
        rig.awaitAddresses("10.0.0.1:6060");
        awaitWatches(1);

        for (int i = 2; i <= 6; i++) {
            server.drop();
            server.put("pods", pod("shop", "a", "10.0.0." + i));
            rig.awaitAddresses("10.0.0." + i + ":6060");
        }

        assertThat(server.requests().stream().filter(line -> line.contains("limit=")))
                .hasSize(1);
    }

    @Test
    void aBookmarkSavesAList() {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        rig.start(pods());
        rig.awaitAddresses("10.0.0.1:6060");
        awaitWatches(1);
        server.bookmark("pods");
        server.forget();
        server.put("pods", pod("shop", "b", "10.0.0.2"));
        rig.awaitAddresses("10.0.0.1:6060", "10.0.0.2:6060");

        server.drop();
        awaitWatches(2);
        server.put("pods", pod("shop", "c", "10.0.0.3"));
        rig.awaitAddresses("10.0.0.1:6060", "10.0.0.2:6060", "10.0.0.3:6060");

        assertThat(server.requests().stream().filter(line -> line.contains("limit=")))
                .hasSize(1);
    }

    /** Twice, since a server says so in two ways. */
    @Test
    void anExpiredVersionIsListedAgainWithoutLosingOrDoublingTargets() {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        server.put("pods", pod("shop", "b", "10.0.0.2"));
        Discovery discovery = rig.start(pods());
        rig.awaitAddresses("10.0.0.1:6060", "10.0.0.2:6060");

        for (int i = 3; i <= 4; i++) {
            awaitWatches(1);
            synchronized (server) {
                server.drop();
                server.delete("pods", i == 3 ? "shop/a" : "shop/p3");
                server.put("pods", pod("shop", "p" + i, "10.0.0." + i));
                server.put("nodes", pod("", "n" + i, ""));
                server.forget();
            }
            rig.awaitAddresses("10.0.0.2:6060", "10.0.0." + i + ":6060");
        }

        assertThat(server.requests().stream().filter(line -> line.contains("limit=")))
                .hasSizeGreaterThan(1);
        assertThat(rig.updates).noneMatch(List::isEmpty);
        assertThat(discovery.status().lastError()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"401 Unauthorized", "403 Forbidden", "500 Internal Server Error", "429 Too Many Requests"})
    void aRefusalKeepsWhatWasKnownAndIsOvercome(String status) {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        Discovery discovery = rig.start(pods());
        rig.awaitAddresses("10.0.0.1:6060");
        awaitWatches(1);

        server.refuse(status);
        server.drop();
        rig.awaitError(discovery, "pods: answered " + status + ": refused by the test");
        assertThat(rig.addresses()).containsExactly("10.0.0.1:6060");
        server.put("pods", pod("shop", "b", "10.0.0.2"));
        server.refuse("");

        rig.awaitAddresses("10.0.0.1:6060", "10.0.0.2:6060");
        rig.awaitNoError(discovery);
        assertThat(rig.metric("tributary_sd_failures")).isPositive();
    }

    @Test
    void aRefusalAtTheBeginningIsOvercome() {
        server.refuse("403 Forbidden");
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        Discovery discovery = rig.start(pods());
        rig.awaitError(discovery, "403 Forbidden");
        assertThat(rig.updates).isEmpty();

        server.refuse("");

        rig.awaitAddresses("10.0.0.1:6060");
        rig.awaitNoError(discovery);
    }

    @Test
    void aSlowServerCostsATimeoutAndIsOvercome() {
        server.hang(true);
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        Discovery discovery = rig.start(pods());
        rig.awaitError(discovery, "pods: not done after 2.0 s: timed out while waiting for the answer");

        server.hang(false);

        rig.awaitAddresses("10.0.0.1:6060");
    }

    @Test
    void namespacesAndSelectorsAreTheServersBusiness() {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        server.put("pods", pod("cart", "b", "10.0.0.2"));
        server.put("pods", pod("other", "c", "10.0.0.3"));

        rig.start(new KubernetesSdConfig(
                Role.POD,
                URI.create(server.url() + "/cluster/"),
                null,
                DiscoveryRig.http(new Credentials.Token("Bearer", new Secret.Inline("t0ken"))),
                false,
                List.of("shop", "cart"),
                Map.of(Role.POD, new Selector("app in (a,b)", "spec.nodeName=n"))));

        Await.until("both are there", () -> rig.addresses().size() == 2);
        assertThat(rig.addresses()).containsExactlyInAnyOrder("10.0.0.1:6060", "10.0.0.2:6060");
        assertThat(server.requests())
                .contains("GET /cluster/api/v1/namespaces/shop/pods?labelSelector=app+in+%28a%2Cb%29"
                        + "&fieldSelector=spec.nodeName%3Dn&limit=500 HTTP/1.1");
        assertThat(server.heads()).allMatch(head -> head.contains("Bearer t0ken"));
    }

    @Test
    void manyChangesAreOneUpdate() {
        rig.close();
        rig = new DiscoveryRig(Path.of("/nowhere"), Path.of("/nowhere"), Map.of(), Duration.ofSeconds(2));
        server.put("pods", pod("shop", "first", "10.0.0.1"));
        rig.start(pods());
        rig.awaitAddresses("10.0.0.1:6060");

        for (int i = 0; i < 500; i++) {
            server.put("pods", pod("shop", "p" + i, "10.1." + i / 250 + "." + i % 250));
        }

        Await.until("all are there", () -> rig.addresses().size() == 501);
        assertThat(rig.updates).hasSizeLessThanOrEqualTo(5);
        assertThat(rig.metric("tributary_sd_discovered_targets")).isEqualTo(501);
    }

    @Test
    void closingEndsTheWatch() {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        Discovery discovery = rig.start(pods());
        rig.awaitAddresses("10.0.0.1:6060");
        awaitWatches(1);

        discovery.close();
        server.put("pods", pod("shop", "b", "10.0.0.2"));
        int before = rig.updates.size();
        rig.start(pods());
        Await.until("the second one sees both", () -> rig.addresses().size() == 2);

        assertThat(rig.updates).hasSize(before + 1);
    }

    @Test
    void outsideOfAClusterItSaysWhatIsNeeded() {
        Discovery discovery = rig.start(
                new KubernetesSdConfig(Role.POD, null, null, HttpClientConfig.DEFAULT, false, List.of(), Map.of()));

        rig.awaitError(discovery, "api_server or kubeconfig_file is needed");
    }

    @Test
    void insideOfAClusterTheServiceAccountIsUsed(@TempDir Path folder) throws Exception {
        PfxOptions ours = CollectorTest.selfSigned(folder.resolve("server.p12"));
        PfxOptions another = CollectorTest.selfSigned(folder.resolve("another.p12"));
        Files.writeString(folder.resolve("ca.crt"), certificate(another));
        Files.writeString(folder.resolve("token"), "t0ken\n");
        Files.writeString(folder.resolve("namespace"), "mine\n");
        Vertx vertx = Vertx.vertx();
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer tls = Await.done(vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(ours))
                .requestHandler(request -> {
                    seen.add(request.path() + " " + request.getHeader("Authorization"));
                    JsonObject list = new JsonObject()
                            .put("metadata", new JsonObject().put("resourceVersion", "1"))
                            .put("items", new JsonArray().add(pod("mine", "a", "10.0.0.1")));
                    if (request.getParam("watch") == null) {
                        request.response().end(list.encode());
                    } else {
                        request.response().setChunked(true).writeHead();
                    }
                })
                .listen(0, "127.0.0.1"));
        rig.close();
        rig = new DiscoveryRig(
                Path.of("/nowhere"),
                folder,
                Map.of(
                        "KUBERNETES_SERVICE_HOST",
                        "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT",
                        Integer.toString(tls.actualPort())),
                Duration.ofMillis(10));
        KubernetesSdConfig config =
                new KubernetesSdConfig(Role.POD, null, null, HttpClientConfig.DEFAULT, true, List.of(), Map.of());

        Discovery fooled = rig.start(config);
        rig.awaitError(fooled, "no TLS connection");
        fooled.close();
        assertThat(seen).isEmpty();
        Files.writeString(folder.resolve("ca.crt"), certificate(ours));
        rig.start(config);

        rig.awaitAddresses("10.0.0.1:6060");
        assertThat(seen).contains("/api/v1/namespaces/mine/pods Bearer t0ken");
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
                current-context: here
                contexts: [{name: here, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users: [{name: u, user: {token: an0ther}}]
                """.formatted(
                        tls.actualPort(),
                        Base64.getEncoder().encodeToString(certificate(ours).getBytes(StandardCharsets.US_ASCII))));
        rig.start(new KubernetesSdConfig(
                Role.POD, null, kubeconfig, HttpClientConfig.DEFAULT, false, List.of(), Map.of()));
        Await.until("the kubeconfig's token is shown", () -> seen.contains("/api/v1/pods Bearer an0ther"));
        Await.done(vertx.close());
    }

    private static String certificate(PfxOptions options) throws Exception {
        KeyStore store = KeyStore.getInstance(
                new File(options.getPath()), options.getPassword().toCharArray());
        byte[] der = store.getCertificate(store.aliases().nextElement()).getEncoded();
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void aKubeconfigSaysWhereAndWho(@TempDir Path folder) throws Exception {
        server.put("pods", pod("shop", "a", "10.0.0.1"));
        Files.writeString(folder.resolve("token"), "t0ken\n");
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts:
                  - {name: there, context: {cluster: x, user: x}}
                  - {name: here, context: {cluster: c, user: u, namespace: ignored}}
                clusters:
                  - {name: c, cluster: {server: "%s"}}
                users:
                  - {name: u, user: {tokenFile: token}}
                preferences: {since: 2026-01-01T00:00:00Z, colors: true, nothing: }
                """.formatted(server.url()));

        rig.start(new KubernetesSdConfig(
                Role.POD, null, kubeconfig, HttpClientConfig.DEFAULT, false, List.of(), Map.of()));

        rig.awaitAddresses("10.0.0.1:6060");
        assertThat(server.heads()).allMatch(head -> head.contains("Bearer t0ken"));
    }

    @Test
    void aKubeconfigThatCannotBeUsedSaysWhy(@TempDir Path folder) throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
                current-context: here
                contexts: [{name: here, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {exec: {command: steal}}}]
                """);
        Discovery discovery = rig.start(new KubernetesSdConfig(
                Role.POD, null, kubeconfig, HttpClientConfig.DEFAULT, false, List.of(), Map.of()));

        rig.awaitError(discovery, "exec of a user is not supported");
        Files.writeString(kubeconfig, "current-context: elsewhere\n");
        rig.awaitError(discovery, "there is no context named \"elsewhere\" in contexts");
    }
}
