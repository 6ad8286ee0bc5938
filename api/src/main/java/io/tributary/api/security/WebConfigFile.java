package io.tributary.api.security;

import io.tributary.api.http.Text;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads web configurations, by the rules of Prometheus' exporter-toolkit (docs/web-configuration.md, web/tls_config.go and
 * web/handler.go there): what that refuses is refused here.
 */
public final class WebConfigFile {
    /** The only headers that may be set, with the values that may be given, where only some may (web/handler.go). */
    private static final Map<String, List<String>> HEADERS = Map.of(
            "Strict-Transport-Security", List.of(),
            "X-Content-Type-Options", List.of("nosniff"),
            "X-Frame-Options", List.of("deny", "sameorigin"),
            "X-XSS-Protection", List.of(),
            "Content-Security-Policy", List.of());
    /** A year, as browsers remember it: what is left out by setting it to nothing. */
    private static final String HSTS = "max-age=31536000";

    private WebConfigFile() {}

    /**
     * Reads a file, and those it names, whose relative names start from its folder. Blocks.
     *
     * @throws WebConfigException with every problem when it cannot be read or used
     */
    public static LoadedWebConfig read(Path file) throws WebConfigException {
        FileProblems problems = new FileProblems(file.toString());
        Path folder = file.toAbsolutePath().getParent();
        ReadFiles files = new ReadFiles();
        WebConfig config = null;
        try {
            Node root = root(files.text(file), problems);
            SideFiles named = new SideFiles(folder == null ? file.toAbsolutePath() : folder, files);
            config = root == null ? WebConfig.NONE : config(root, named, problems);
        } catch (IOException e) {
            problems.add(ReadFiles.why(file, e) + "; --web.config.file names another");
        }
        if (config == null || !problems.none()) {
            throw new WebConfigException(problems.problems(), files.sources());
        }
        return new LoadedWebConfig(config, problems.notes(), files.sources());
    }

    /** Null where the file is empty, or after adding a problem. */
    private static @Nullable Node root(String text, FileProblems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowRecursiveKeys(false);
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            // What the parser says may show words of the file, and they may be a secret that lacks its quotes.
            problems.add(
                    e.getProblemMark() == null ? 1 : FileProblems.line(e.getProblemMark()),
                    e.getProblemMark() == null ? 1 : FileProblems.column(e.getProblemMark()),
                    "this is not YAML; a value with special characters needs quotes");
        } catch (YAMLException _) {
            problems.add("this is not YAML that can be read: a character that is not allowed, or aliases without end");
        }
        return null;
    }

    private static WebConfig config(Node root, SideFiles files, FileProblems problems) {
        Section file = Section.of(root, root, "a web configuration", problems);
        Section http = file.section("http_server_config");
        boolean http2 = http.bool("http2", true);
        ServerTls tls = new TlsReader(files).read(file.section("tls_server_config"), http2);
        Map<String, String> headers = headers(http.section("headers"), tls != null);
        http.refuseUnknown();
        Section ours = file.section("tributary");
        List<User> users = AccessReader.users(file.section("basic_auth_users"), ours.section("roles"));
        List<Token> tokens = new AccessReader(files).tokens(ours);
        ours.refuseUnknown();
        RateLimit rateLimit = RateLimitReader.read(file);
        file.refuseUnknown();
        return new WebConfig(tls, http2, headers, users, tokens, rateLimit);
    }

    private static Map<String, String> headers(Section section, boolean tls) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (tls) {
            headers.put("Strict-Transport-Security", HSTS);
        }
        for (String name : section.keys()) {
            List<String> allowed = HEADERS.get(name);
            String value = section.text(name);
            if (allowed == null) {
                section.problems()
                        .add(
                                section.keyPlace(name),
                                "the header " + Text.shown(name) + " cannot be set; those that can are "
                                        + String.join(
                                                ", ",
                                                HEADERS.keySet().stream()
                                                        .sorted()
                                                        .toList()));
            } else if (!allowed.isEmpty() && !allowed.contains(value)) {
                section.problems().add(section.place(name), name + " must be one of " + String.join(", ", allowed));
            } else if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                section.problems().add(section.place(name), name + " must not contain control characters");
            } else {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
