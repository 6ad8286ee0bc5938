package io.tributary.storage.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A series selector: all of its matchers must hold. No matchers match everything.
 *
 * <p>A sample has the labels of its target and its own (pprof's); a target's label hides the sample's of the same name.
 */
public record Selector(List<LabelMatcher> matchers) {
    public Selector {
        matchers = List.copyOf(matchers);
    }

    /**
     * Reads a selector as PromQL writes it: <code>{service_name="shop",region=~"eu-.*"}</code>.
     *
     * @throws SelectorSyntaxException when the text is none, bad regular expressions included
     */
    public static Selector parse(String text) throws SelectorSyntaxException {
        return new SelectorParser(text).parse();
    }

    /**
     * Reads matchers as Alertmanager writes them, braces or none: {@code severity="warning",zone=~"eu-.*"}. Their values are quoted.
     *
     * @throws SelectorSyntaxException when the text is none, bad regular expressions included
     */
    public static Selector parseMatchers(String text) throws SelectorSyntaxException {
        return new SelectorParser(text).parseMatchers();
    }

    /**
     * Whether all matchers hold.
     *
     * @param labels a label's value by its name, the empty string where there is none
     */
    public boolean matches(UnaryOperator<String> labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels.apply(matcher.name()))) {
                return false;
            }
        }
        return true;
    }

    /** {@link #matches} of labels that may have several values each; a label that is not there has none. */
    public boolean matchesValues(Function<String, List<String>> labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels.apply(matcher.name())));
    }

    /**
     * What is to be asked of a target's samples: the matchers of labels that the target has not. Empty when the target itself is
     * not matched; no matchers when nothing is left to ask.
     *
     * @param target a label's value by its name, the empty string where there is none
     */
    public Optional<Selector> rest(UnaryOperator<String> target) {
        List<LabelMatcher> rest = new ArrayList<>();
        for (LabelMatcher matcher : matchers) {
            String value = target.apply(matcher.name());
            if (value.isEmpty()) {
                rest.add(matcher);
            } else if (!matcher.matches(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Selector(rest));
    }

    @Override
    public String toString() {
        return matchers.stream().map(LabelMatcher::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
