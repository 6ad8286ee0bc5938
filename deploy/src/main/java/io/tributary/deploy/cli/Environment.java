package io.tributary.deploy.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** A flag that is not given is looked up in the environment: {@code --storage.path} as {@code TRIBUTARY_STORAGE_PATH}. */
final class Environment {
    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The variable that stands for a flag. */
    static String variable(String flag) {
        return "TRIBUTARY_"
                + flag.replaceFirst("^--", "").replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** The flags with a value that the environment gives one; an empty variable counts as none. */
    Properties valuesFor(Options options) {
        Properties values = new Properties();
        for (Option option : options.getOptions()) {
            String value = variables.getOrDefault(variable(option.getLongOpt()), "");
            if (option.hasArg() && !value.isEmpty()) {
                values.setProperty(option.getLongOpt(), value);
            }
        }
        return values;
    }
}
