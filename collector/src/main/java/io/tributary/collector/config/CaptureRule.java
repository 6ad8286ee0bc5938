package io.tributary.collector.config;

import io.tributary.storage.selector.Selector;
import java.util.List;

/**
 * What is captured when an alert fires.
 *
 * @param alertname of the alerts it is for
 * @param matchers of their other labels; all must hold
 * @param equal labels that alert and target must have in common; one that both lack is, as in Alertmanager's inhibition rules
 * @param match only these targets
 * @param capture what, in the file's order
 */
public record CaptureRule(
        String alertname, Selector matchers, List<String> equal, Selector match, List<CaptureConfig> capture) {
    public CaptureRule {
        equal = List.copyOf(equal);
        capture = List.copyOf(capture);
    }
}
