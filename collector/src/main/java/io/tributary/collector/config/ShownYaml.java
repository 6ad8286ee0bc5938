package io.tributary.collector.config;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A targets file that can be shown: without comments, and with {@code <secret>} for what is or may hold a secret. Since a file
 * with unknown keys is refused, the keys below are all there are.
 */
final class ShownYaml {
    private static final String SECRET = "<secret>";

    /** Below these nothing is shown but keys. URLs are among them for their user information and queries. */
    private static final Set<String> SECRETS = Set.of(
            "password",
            "credentials",
            "client_secret",
            "endpoint_params",
            "ca",
            "cert",
            "key",
            "proxy_url",
            "proxy_connect_header",
            "http_headers");

    /** Shown without their queries. */
    private static final Set<String> URLS = Set.of("url", "token_url", "api_server");

    /** Of these some are secrets, by their names. */
    private static final String PARAMETERS = "params";

    /** A file's name is no secret. */
    private static final Set<String> FILES = Set.of("files");

    private ShownYaml() {}

    static String of(Node root) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        StringWriter text = new StringWriter();
        new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
                .serialize(shown(root, false), text);
        return text.toString();
    }

    private static Node shown(Node node, boolean hidden) {
        return switch (node) {
            case MappingNode map -> {
                List<NodeTuple> entries = new ArrayList<>();
                for (NodeTuple entry : map.getValue()) {
                    entries.add(new NodeTuple(
                            plain(entry.getKeyNode()), entry(entry.getKeyNode(), entry.getValueNode(), hidden)));
                }
                yield new MappingNode(map.getTag(), entries, DumperOptions.FlowStyle.BLOCK);
            }
            case SequenceNode list ->
                new SequenceNode(
                        list.getTag(),
                        list.getValue().stream()
                                .map(each -> shown(each, hidden))
                                .toList(),
                        DumperOptions.FlowStyle.BLOCK);
            default -> hidden ? scalar(SECRET) : plain(node);
        };
    }

    private static Node entry(Node key, Node value, boolean hidden) {
        String name = key instanceof ScalarNode word ? word.getValue() : "";
        if (hidden && FILES.contains(name)) {
            return shown(value, false);
        }
        if (URLS.contains(name) && value instanceof ScalarNode url) {
            return scalar(SecretParams.withoutQuery(url.getValue()));
        }
        if (!hidden && name.equals(PARAMETERS) && value instanceof MappingNode params) {
            return parameters(params);
        }
        return shown(value, hidden || SECRETS.contains(name));
    }

    private static Node parameters(MappingNode params) {
        List<NodeTuple> entries = params.getValue().stream()
                .map(entry -> new NodeTuple(
                        plain(entry.getKeyNode()),
                        shown(
                                entry.getValueNode(),
                                entry.getKeyNode() instanceof ScalarNode word
                                        && SecretParams.isSecret(word.getValue()))))
                .toList();
        return new MappingNode(params.getTag(), entries, DumperOptions.FlowStyle.BLOCK);
    }

    /** Without an anchor: what is shared is written out. */
    private static Node plain(Node node) {
        return node instanceof ScalarNode word
                ? new ScalarNode(word.getTag(), word.getValue(), null, null, word.getScalarStyle())
                : node;
    }

    private static Node scalar(String text) {
        return new ScalarNode(Tag.STR, text, null, null, DumperOptions.ScalarStyle.PLAIN);
    }
}
