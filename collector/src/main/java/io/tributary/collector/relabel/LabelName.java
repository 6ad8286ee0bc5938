package io.tributary.collector.relabel;

/** The rule for names of labels: Prometheus' before names in UTF-8, which is also what a selector can ask for. */
public final class LabelName {
    private LabelName() {}

    /** Letters, digits and underscores of ASCII, not empty, not beginning with a digit. */
    public static boolean isValid(String name) {
        return !name.isEmpty() && !isDigit(name.charAt(0)) && allParts(name);
    }

    /** Whether there may be a valid name once the variables of the template are filled in. */
    public static boolean isValid(Template template) {
        if (!template.hasVariables()) {
            return isValid(template.text());
        }
        boolean first = true;
        for (Template.Part part : template.parts()) {
            boolean good = switch (part) {
                case Template.Literal(String text) -> allParts(text) && !(first && isDigit(text.charAt(0)));
                case Template.Numbered _ -> true;
                case Template.Named(String group) -> allParts(group);
            };
            if (!good) {
                return false;
            }
            first = false;
        }
        return true;
    }

    private static boolean allParts(String text) {
        return text.chars().allMatch(LabelName::isPart);
    }

    private static boolean isPart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
