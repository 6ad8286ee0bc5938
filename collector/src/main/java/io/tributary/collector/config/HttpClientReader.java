package io.tributary.collector.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Prometheus' {@code http_client_config}: keys that stand in a job beside others, and in whatever else fetches over HTTP. */
final class HttpClientReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");

    /** What says how the answer is to be read or where it goes; and what has keys of its own. */
    private static final Set<String> RESERVED = reserved(
            "Accept-Encoding",
            "Authorization",
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Expect",
            "Host",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "WWW-Authenticate");

    private final SecretReader secrets;

    /**
     * @param directory what relative file names start from
     * @param variables the environment: a variable's value, or null where there is none
     */
    HttpClientReader(Path directory, UnaryOperator<@Nullable String> variables) {
        this.secrets = new SecretReader(directory, variables);
    }

    /** Takes its keys out of a section that may have others. */
    HttpClientConfig read(Section section) {
        ProxyConfig proxy = new ProxyReader(secrets).read(section);
        Boolean http2 = section.bool("enable_http2");
        return read(section, proxy, http2 == null || http2);
    }

    /** Of who is asked for targets: without what {@link Unsupported#IN_DISCOVERY_CLIENT} refuses. */
    HttpClientConfig readOfDiscovery(Section section) {
        section.refuse(Unsupported.IN_DISCOVERY_CLIENT);
        return read(section, ProxyConfig.NONE, true);
    }

    private HttpClientConfig read(Section section, ProxyConfig proxy, boolean http2) {
        Credentials credentials = new CredentialsReader(secrets).read(section);
        TlsConfig tls = new TlsReader(secrets).read(section);
        Boolean redirects = section.bool("follow_redirects");
        if (redirects != null && redirects) {
            section.problems()
                    .add(
                            section.place("follow_redirects"),
                            "follow_redirects must be false: redirects are never followed, since credentials could leave to"
                                    + " another host; remove it, and name the host and path that a target redirects to");
        }
        return new HttpClientConfig(credentials, tls, proxy, http2, headers(section));
    }

    private List<HeaderConfig> headers(Section section) {
        Section given = section.section("http_headers", "http_headers");
        List<HeaderConfig> headers = new ArrayList<>();
        if (given == null) {
            return headers;
        }
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (ScalarNode key : given.keys()) {
            String name = key.getValue();
            if (!NAME.matcher(name).matches()) {
                given.problems().add(key, Problems.quote(name) + " is no header's name");
            } else if (RESERVED.contains(name)) {
                given.problems()
                        .add(
                                key,
                                "the header " + name + " cannot be set here"
                                        + (name.equalsIgnoreCase("Authorization")
                                                ? ": use authorization, basic_auth or oauth2"
                                                : ""));
            } else if (!seen.add(name)) {
                given.problems().add(key, "the header " + name + " is given twice");
            }
            Node node = given.get(name);
            Section values = node == null ? null : Section.of(node, "the header " + name, given.problems());
            if (values != null) {
                headers.add(new HeaderConfig(name, values(name, values)));
            }
        }
        return headers;
    }

    private List<Secret> values(String name, Section section) {
        Problems problems = section.problems();
        List<@Nullable Secret> values = new ArrayList<>();
        section.texts("values", "a value", (node, text) -> values.add(plain(node, text, problems)));
        section.texts(
                "secrets", "a secret", (node, text) -> values.add(secrets.inline(node, "a secret", text, problems)));
        section.texts("files", "a file", (node, text) -> values.add(secrets.inFile(node, "this", text, problems)));
        section.refuseUnknown();
        if (!section.has("values") && !section.has("secrets") && !section.has("files")) {
            problems.add(section.node(), "the header " + name + " needs values, secrets or files");
        }
        List<Secret> all = new ArrayList<>();
        for (Secret value : values) {
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    /** Not from the environment: only what is called a secret is. */
    private static Secret plain(Node at, String text, Problems problems) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            problems.add(at, "a value must not contain control characters");
        }
        return new Secret.Inline(text);
    }

    private static Set<String> reserved(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
