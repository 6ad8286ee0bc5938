package io.tributary.collector.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Secrets: a value, the value {@code ${NAME}} of the environment, or a file's name. No message quotes a value from here.
 *
 * @param directory what relative file names start from
 * @param variables the environment: a variable's value, or null where there is none
 */
record SecretReader(Path directory, UnaryOperator<@Nullable String> variables) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)}");

    /** One line, from a key of its own or from a file; null where neither is given, or after a problem. */
    @Nullable
    Secret line(Section section, String inlineKey, String fileKey) {
        return secret(section, inlineKey, fileKey, false);
    }

    /** The same, of any number of lines. */
    @Nullable
    Secret text(Section section, String inlineKey, String fileKey) {
        return secret(section, inlineKey, fileKey, true);
    }

    private @Nullable Secret secret(Section section, String inlineKey, String fileKey, boolean lines) {
        String inline = section.string(inlineKey);
        String file = section.string(fileKey);
        if (section.has(inlineKey) && section.has(fileKey)) {
            section.problems().add(section.node(), inlineKey + " and " + fileKey + " cannot both be given");
            return null;
        }
        if (inline != null) {
            return inline(section.place(inlineKey), inlineKey, inline, lines, section.problems());
        }
        return file == null ? null : inFile(section.place(fileKey), fileKey, file, section.problems());
    }

    /** One line that stands in the targets file, or in the environment. */
    @Nullable
    Secret inline(Node at, String name, String text, Problems problems) {
        return inline(at, name, text, false, problems);
    }

    private Secret.@Nullable Inline inline(Node at, String name, String text, boolean lines, Problems problems) {
        String value = resolve(at, name, text, problems);
        if (value == null) {
            return null;
        }
        if (!lines && value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            problems.add(at, name + " must not contain control characters");
        }
        return new Secret.Inline(value);
    }

    @Nullable
    Secret inFile(Node at, String name, String file, Problems problems) {
        try {
            if (!file.isEmpty()) {
                return new Secret.InFile(directory.resolve(file));
            }
        } catch (InvalidPathException _) {
            // Said below.
        }
        problems.add(at, name + " is no file name");
        return null;
    }

    /** The text, or what the variable holds that it names; null after a problem. */
    @Nullable
    String resolve(Node at, String name, String text, Problems problems) {
        Matcher variable = VARIABLE.matcher(text);
        if (!variable.matches()) {
            return text;
        }
        String value = variables.apply(variable.group("name"));
        if (value == null) {
            problems.add(
                    at,
                    name + " names the environment variable " + variable.group("name")
                            + ", which is not set; set it, or name a file with the secret");
        }
        return value;
    }
}
