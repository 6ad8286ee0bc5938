package io.tributary.collector.config;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Text to YAML nodes, which know their lines and columns. Nothing is constructed, so tags cannot name classes and aliases
 * are shared, not copied; aliases, depth and length are bounded all the same.
 */
final class YamlDocument {
    static final int MOST_CHARACTERS = 4 << 20;
    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 50;

    private YamlDocument() {}

    /** The document's root, or null after adding a problem. */
    static @Nullable Node read(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setAllowRecursiveKeys(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                problems.add(1, 1, "the file is empty: it needs at least scrape_configs");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            problems.add(line, column, "this is not YAML: " + withoutText(context + e.getProblem()));
        } catch (ReaderException e) {
            int at = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            int lineStart = text.lastIndexOf('\n', at - 1) + 1;
            int line = 1
                    + (int) text.substring(0, lineStart)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            problems.add(
                    line,
                    text.codePointCount(lineStart, at) + 1,
                    String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add(1, 1, "this YAML cannot be read: " + e.getMessage());
        }
        return null;
    }

    /** What the parser says, without the words it shows of the file: they may be a password that lacks its quotes. */
    private static String withoutText(String said) {
        if (said.contains("found undefined alias")) {
            return "an alias (*) of something that is not defined above it; a value that begins with * needs quotes";
        }
        if (said.contains("tag")) {
            return "a tag (!) that is not defined; a value that begins with ! needs quotes";
        }
        return said;
    }
}
