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

    /**
     * The daemon's flags that the environment gives a value; an empty variable counts as none, and a flag that takes no value is
     * given where its variable says true.
     */
    Properties valuesFor(Options options) throws UsageException {
        Properties values = new Properties();
        for (Option option : options.getOptions()) {
            String value = variables.getOrDefault(variable(option.getLongOpt()), "");
            if (option.hasArg() && !value.isEmpty()) {
                values.setProperty(option.getLongOpt(), value);
            } else if (option.getOpt() == null && !value.isEmpty()) {
                if (!value.equals("true") && !value.equals("false")) {
                    throw new UsageException(variable(option.getLongOpt()) + " must be true or false");
                }
                values.setProperty(option.getLongOpt(), value);
            }
        }
        return values;
    }
}
