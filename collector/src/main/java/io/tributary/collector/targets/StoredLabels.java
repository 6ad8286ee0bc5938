package io.tributary.collector.targets;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.InternalLabels;
import io.tributary.collector.relabel.LabelName;
import io.tributary.storage.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The labels that identify a target in the store: what relabelling left, without those that say how it is reached. */
final class StoredLabels {
    private static final int LONGEST = 1_024;

    private StoredLabels() {}

    static Labels of(Map<String, String> relabelled, Address address) throws InvalidTargetException {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, String> label : relabelled.entrySet()) {
            String name = label.getKey();
            if (!name.startsWith(InternalLabels.PREFIX)) {
                check(name, label.getValue());
                labels.put(name, label.getValue());
            }
        }
        labels.putIfAbsent(Labels.INSTANCE, address.toString());
        Labels stored = Labels.of(labels);
        if (stored.service().isEmpty()) {
            throw new InvalidTargetException("neither job nor service_name is left: one has to name its service");
        }
        return stored;
    }

    private static void check(String name, String value) throws InvalidTargetException {
        if (!LabelName.isValid(name) || name.length() > LONGEST) {
            throw new InvalidTargetException(
                    "a label's name must be letters, digits and '_', not beginning with a digit, at most " + LONGEST
                            + ", not \"" + name + '"');
        }
        if (value.length() > LONGEST || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new InvalidTargetException(
                    "the value of the label " + name + " must be text of at most " + LONGEST + " characters");
        }
    }
}
