package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.ProxyConfig;
import io.tributary.collector.config.Secret;
import io.tributary.collector.config.TlsConfig;
import io.tributary.collector.config.TlsVersion;
import io.tributary.collector.discovery.client.Server;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A kubeconfig file: its current context's server, and what we show there. Programs that would fetch credentials ({@code exec},
 * {@code auth-provider}) are not run.
 */
final class Kubeconfig {
    private static final List<String> NOT_SUPPORTED =
            List.of("exec", "auth-provider", "as", "as-groups", "as-uid", "as-user-extra");

    private final Path file;
    private final JsonObject root;

    private Kubeconfig(Path file, JsonObject root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Blocks.
     *
     * @throws IOException with a message that says what is wrong, and shows no secret
     */
    static Server read(Path file) throws IOException {
        try {
            Object root = texts().load(Files.readString(file, StandardCharsets.UTF_8));
            if (!(root instanceof Map<?, ?> map)) {
                throw new IOException(file + " is no kubeconfig: it must be a mapping");
            }
            JsonObject json = new JsonObject();
            map.forEach((key, value) -> json.put(String.valueOf(key), value));
            return new Kubeconfig(file, new JsonObject(json.toBuffer())).server();
        } catch (YAMLException | IllegalArgumentException e) {
            throw new IOException(file + " is no kubeconfig that can be used", e);
        }
    }

    /** Every scalar is a string: a date would be something that JSON does not have. */
    private static Yaml texts() {
        LoaderOptions options = new LoaderOptions();
        DumperOptions dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                // None.
            }
        });
    }

    private Server server() throws IOException {
        JsonObject context = named("contexts", Json.text(root, "current-context"), "context");
        JsonObject cluster = named("clusters", Json.text(context, "cluster"), "cluster");
        JsonObject user = Json.text(context, "user").isEmpty()
                ? new JsonObject()
                : named("users", Json.text(context, "user"), "user");
        for (String key : NOT_SUPPORTED) {
            if (user.containsKey(key)) {
                throw new IOException(file + ": " + key + " of a user is not supported: use a token or a certificate");
            }
        }
        if (cluster.containsKey("proxy-url")) {
            throw new IOException(file + ": proxy-url of a cluster is not supported");
        }
        URI url = URI.create(Json.text(cluster, "server"));
        if (url.getHost() == null || url.getScheme() == null) {
            throw new IOException(file + ": server must be a URL like https://10.0.0.1:6443");
        }
        Secret certificate = pem(user, "client-certificate");
        Secret key = pem(user, "client-key");
        boolean isPair = certificate != null && key != null;
        TlsConfig tls = new TlsConfig(
                pem(cluster, "certificate-authority"),
                isPair ? certificate : null,
                isPair ? key : null,
                Json.text(cluster, "tls-server-name"),
                Json.text(cluster, "insecure-skip-tls-verify").equals("true"),
                TlsVersion.TLS12,
                TlsVersion.TLS13);
        return new Server(url, new HttpClientConfig(credentials(user), tls, ProxyConfig.NONE, true, List.of()));
    }

    private JsonObject named(String list, String name, String part) throws IOException {
        for (JsonObject entry : Json.objects(root, list)) {
            if (!name.isEmpty() && Json.text(entry, "name").equals(name)) {
                return Json.object(entry, part);
            }
        }
        throw new IOException(file + ": there is no " + part + " named \"" + name + "\" in " + list);
    }

    private Credentials credentials(JsonObject user) {
        String token = Json.text(user, "token");
        String tokenFile = Json.text(user, "tokenFile");
        if (!tokenFile.isEmpty()) {
            return new Credentials.Token("Bearer", new Secret.InFile(file.resolveSibling(tokenFile)));
        }
        if (!token.isEmpty()) {
            return new Credentials.Token("Bearer", new Secret.Inline(token));
        }
        String name = Json.text(user, "username");
        return name.isEmpty()
                ? new Credentials.None()
                : new Credentials.Basic(new Secret.Inline(name), new Secret.Inline(Json.text(user, "password")));
    }

    /** What stands in the file itself, or in the one that it names. */
    private @Nullable Secret pem(JsonObject of, String key) {
        String data = Json.text(of, key + "-data");
        if (!data.isEmpty()) {
            return new Secret.Inline(new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8));
        }
        String name = Json.text(of, key);
        return name.isEmpty() ? null : new Secret.InFile(file.resolveSibling(name));
    }
}
