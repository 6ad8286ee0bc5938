package io.tributary.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The query of a URL, taken apart and held against what an endpoint knows. */
final class QueryString {
    private QueryString() {}

    /**
     * @param query as it came, without the question mark; may be empty
     * @param known the endpoint's parameters
     */
    static Map<String, List<String>> parse(String query, List<Parameter> known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            Parameter parameter = find(name, known);
            List<String> earlier = values.computeIfAbsent(name, _ -> new ArrayList<>());
            if (!earlier.isEmpty() && !parameter.repeatable()) {
                String shown = parameter.isPrefix() ? Text.shown(name) : name;
                throw new Problem(
                        ProblemType.DUPLICATE_PARAMETER,
                        shown + ": is given more than once",
                        "Give " + shown + " once.");
            }
            earlier.add(value);
        }
        return values;
    }

    private static Parameter find(String name, List<Parameter> known) {
        for (Parameter parameter : known) {
            if (parameter.isNamed(name)) {
                return parameter;
            }
        }
        List<String> names = known.stream().map(Parameter::shown).toList();
        String shown = Text.shown(name);
        String detail = shown + ": there is no such parameter here";
        if (names.isEmpty()) {
            throw new Problem(ProblemType.UNKNOWN_PARAMETER, detail, "Leave it out: this page takes no parameters.");
        }
        String nearest = Nearest.one(name, names);
        String fix = nearest.isEmpty()
                ? "There is: " + names.stream().collect(Collectors.joining(", ")) + "."
                : "Do you mean " + nearest + "? There is: " + String.join(", ", names) + ".";
        throw new Problem(ProblemType.UNKNOWN_PARAMETER, detail, fix);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "the query holds a percent sign that is not followed by two hexadecimal digits: "
                            + Text.shown(text),
                    "Write a percent sign as %25; with curl, use -G --data-urlencode 'name=value'.");
        }
    }
}
