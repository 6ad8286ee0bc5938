package io.tributary.storage.selector;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one label. A label that is not there compares as the empty string, as in PromQL.
 */
public final class LabelMatcher {
    /** PromQL's four operators. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String symbol;

        Op(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    private final String name;
    private final Op op;
    private final String value;
    private final @Nullable Pattern pattern;

    /**
     * @throws com.google.re2j.PatternSyntaxException when {@code value} is no RE2 pattern and the operator wants one
     */
    public LabelMatcher(String name, Op op, String value) {
        this.name = name;
        this.op = op;
        this.value = value;
        this.pattern = op == Op.MATCHES || op == Op.NOT_MATCHES ? Pattern.compile(value, Pattern.DOTALL) : null;
    }

    public String name() {
        return name;
    }

    public boolean matches(String labelValue) {
        boolean same = pattern == null ? value.equals(labelValue) : pattern.matches(labelValue);
        return same == (op == Op.EQUAL || op == Op.MATCHES);
    }

    /**
     * The same of a label that may have several values, as a sample's may: one has to be what is asked for, and none what is not.
     *
     * @param labelValues empty where the label is not there
     */
    public boolean matches(List<String> labelValues) {
        if (labelValues.isEmpty()) {
            return matches("");
        }
        return (op == Op.EQUAL || op == Op.MATCHES)
                ? labelValues.stream().anyMatch(this::matches)
                : labelValues.stream().allMatch(this::matches);
    }

    @Override
    public String toString() {
        return name + op.symbol() + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
