package io.tributary.collector.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * {@code proxy_url}, {@code no_proxy}, {@code proxy_from_environment} and {@code proxy_connect_header}. No message quotes a
 * value from here.
 */
final class ProxyReader {
    private static final String FORM =
            " must be http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT, with USER:PASSWORD@ before HOST if need be";

    private final SecretReader secrets;

    ProxyReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    ProxyConfig read(Section section) {
        Problems problems = section.problems();
        String url = section.string("proxy_url");
        String noProxy = section.string("no_proxy");
        Boolean environment = section.bool("proxy_from_environment");
        boolean fromEnvironment = environment != null && environment;
        Secret authorization = connectAuthorization(section);
        if (fromEnvironment && (section.has("proxy_url") || section.has("no_proxy"))) {
            problems.add(
                    section.place("proxy_from_environment"),
                    "proxy_from_environment cannot be given together with proxy_url and no_proxy");
        } else if (section.has("no_proxy") && !section.has("proxy_url")) {
            problems.add(section.place("no_proxy"), "no_proxy needs a proxy_url");
        }
        if (section.has("proxy_connect_header") && !section.has("proxy_url") && !fromEnvironment) {
            problems.add(
                    section.place("proxy_connect_header"),
                    "proxy_connect_header needs a proxy_url or proxy_from_environment");
        }
        if (fromEnvironment) {
            Node at = section.place("proxy_from_environment");
            return new ProxyConfig(
                    ofVariable(at, "HTTP_PROXY", "http_proxy", problems),
                    ofVariable(at, "HTTPS_PROXY", "https_proxy", problems),
                    NoProxy.parse(variable("NO_PROXY", "no_proxy")),
                    authorization);
        }
        if (url == null) {
            return ProxyConfig.NONE;
        }
        ProxyServer proxy = proxy(section.place("proxy_url"), url, problems);
        return new ProxyConfig(
                proxy, proxy, noProxy == null || noProxy.isEmpty() ? List.of() : NoProxy.parse(noProxy), authorization);
    }

    private @Nullable ProxyServer proxy(Node at, String text, Problems problems) {
        String url = secrets.resolve(at, "proxy_url", text, problems);
        ProxyServer proxy = url == null ? null : ProxyServer.parse(url);
        if (url != null && proxy == null) {
            problems.add(at, "proxy_url" + FORM);
        }
        return proxy;
    }

    /** Go's rule: a URL, or host and port of an http proxy. */
    private @Nullable ProxyServer ofVariable(Node at, String upper, String lower, Problems problems) {
        String value = variable(upper, lower);
        if (value.isEmpty()) {
            return null;
        }
        ProxyServer proxy = ProxyServer.parse(value.contains("://") ? value : "http://" + value);
        if (proxy == null) {
            problems.add(at, "the environment variable " + upper + FORM);
        }
        return proxy;
    }

    private String variable(String upper, String lower) {
        String value = secrets.variables().apply(upper);
        if (value == null || value.isEmpty()) {
            value = secrets.variables().apply(lower);
        }
        return value == null ? "" : value;
    }

    private @Nullable Secret connectAuthorization(Section section) {
        Section headers = section.section("proxy_connect_header", "proxy_connect_header");
        if (headers == null) {
            return null;
        }
        List<Secret> values = new ArrayList<>();
        for (ScalarNode key : headers.keys()) {
            if (!key.getValue().equalsIgnoreCase("Proxy-Authorization")) {
                headers.problems()
                        .add(key, "proxy_connect_header can only give Proxy-Authorization; remove other headers");
                continue;
            }
            for (Node value : headers.list(key.getValue())) {
                String text = Section.text(value, "a value of proxy_connect_header", headers.problems());
                Secret secret = text == null
                        ? null
                        : secrets.inline(value, "a value of proxy_connect_header", text, headers.problems());
                if (secret != null) {
                    values.add(secret);
                }
            }
            if (values.size() > 1) {
                headers.problems().add(key, "Proxy-Authorization can have one value only");
            }
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
