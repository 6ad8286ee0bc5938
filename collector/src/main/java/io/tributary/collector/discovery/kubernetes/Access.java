package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.KubernetesSdConfig;
import io.tributary.collector.config.ProxyConfig;
import io.tributary.collector.config.Secret;
import io.tributary.collector.config.TlsConfig;
import io.tributary.collector.discovery.DiscoveryOptions;
import io.tributary.collector.discovery.client.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The API server and the namespace that we are in.
 *
 * @param ownNamespace or the empty string where nobody asked
 */
record Access(Server server, String ownNamespace) {
    /**
     * Reads what has to be read; blocks.
     *
     * @throws IOException with a message that says what is missing
     */
    static Access of(KubernetesSdConfig config, DiscoveryOptions options) throws IOException {
        if (config.kubeconfig() != null) {
            return new Access(Kubeconfig.read(config.kubeconfig()), "");
        }
        if (config.apiServer() != null) {
            return new Access(new Server(config.apiServer(), config.http()), "");
        }
        String host = options.environment().getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = options.environment().getOrDefault("KUBERNETES_SERVICE_PORT", "");
        if (host.isEmpty() || port.isEmpty()) {
            throw new IOException(
                    "this process does not run in a cluster (KUBERNETES_SERVICE_HOST and _PORT are not set):"
                            + " api_server or kubeconfig_file is needed");
        }
        Path folder = options.serviceAccount();
        Server server = new Server(
                URI.create("https://" + PlainGroups.address(host, port)),
                new HttpClientConfig(
                        new Credentials.Token("Bearer", new Secret.InFile(folder.resolve("token"))),
                        TlsConfig.trusting(new Secret.InFile(folder.resolve("ca.crt"))),
                        ProxyConfig.NONE,
                        true,
                        List.of()));
        String own = config.ownNamespace()
                ? Files.readString(folder.resolve("namespace"), StandardCharsets.UTF_8)
                        .strip()
                : "";
        if (config.ownNamespace() && own.isEmpty()) {
            throw new IOException(folder.resolve("namespace") + " is empty: it must name the pod's own namespace");
        }
        return new Access(server, own);
    }
}
