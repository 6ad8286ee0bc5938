package io.tributary.profile.build;

/**
 * A label of a sample: a string, or a number with a unit.
 *
 * @param value the string, empty for a numeric label
 * @param number the number, 0 for a string label
 * @param unit the number's unit, or empty
 */
public record Label(String key, String value, long number, String unit) {
    public Label {
        if (value.isEmpty() && number == 0 && unit.isEmpty()) {
            throw new IllegalArgumentException("label \"" + key
                    + "\": an empty string and a 0 without unit cannot be told from no label in pprof");
        }
        if (!value.isEmpty() && (number != 0 || !unit.isEmpty())) {
            throw new IllegalArgumentException("label \"" + key + "\": either a string or a number");
        }
    }

    public static Label of(String key, String value) {
        return new Label(key, value, 0, "");
    }

    public static Label of(String key, long number, String unit) {
        return new Label(key, "", number, unit);
    }
}
