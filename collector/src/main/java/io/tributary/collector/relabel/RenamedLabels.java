package io.tributary.collector.relabel;

import com.google.re2j.Matcher;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one rule makes of names of labels, each worked out once. */
final class RenamedLabels {
    private final RelabelConfig rule;
    private final Map<String, Optional<String>> known = new HashMap<>();

    RenamedLabels(RelabelConfig rule) {
        this.rule = rule;
    }

    /** The name that the replacement makes of this one, empty where the regex does not match it. */
    Optional<String> of(String name) {
        return known.computeIfAbsent(name, _ -> {
            Matcher match = rule.regex().match(name);
            return match.find() ? Optional.of(rule.replacement().expand(match)) : Optional.empty();
        });
    }

    boolean matches(String name) {
        return of(name).isPresent();
    }
}
