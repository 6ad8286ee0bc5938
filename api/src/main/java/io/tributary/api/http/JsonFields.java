package io.tributary.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object in a client's JSON. Whatever is not as it is asked for is a {@link Problem} that names the place. A field that is null is the
 * same as none.
 */
public final class JsonFields {
    private static final int DEEPEST = 32;
    private static final int LARGEST = 999_999_999;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A number or boolean, as it is written. */
    private record Literal(String text) {}

    private final String path;
    private final Map<?, ?> fields;
    private final String fix;

    private JsonFields(String path, Map<?, ?> fields, String fix) {
        this.path = path;
        this.fields = fields;
        this.fix = fix;
    }

    /**
     * The object that a body is.
     *
     * @param fix what to send instead, for every problem with it
     */
    public static JsonFields parse(Buffer body, String fix) {
        if (body.length() == 0) {
            throw badBody("the body is empty", fix);
        }
        try (JsonParser json = FACTORY.createParser(body.getBytes())) {
            if (json.nextToken() == null) {
                throw badBody("the body is empty", fix);
            }
            Object value = value(json);
            if (json.nextToken() != null) {
                throw badBody("after the JSON in the body there is more", fix);
            }
            if (value instanceof Map<?, ?> fields) {
                return new JsonFields("", fields, fix);
            }
            throw badBody("the body is " + kind(value) + ", not an object", fix);
        } catch (StreamConstraintsException e) {
            throw badBody("the JSON in the body goes beyond the limits: " + e.getOriginalMessage(), fix);
        } catch (JsonProcessingException e) {
            if (e.getOriginalMessage().startsWith("Unexpected end-of-input")) {
                throw badBody("the JSON in the body ends early, after " + body.length() + " bytes", fix);
            }
            throw badBody(
                    "the body is no JSON: line %d, column %d: %s"
                            .formatted(
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    Text.shown(e.getOriginalMessage())),
                    fix);
        } catch (IOException e) {
            throw badBody("the body cannot be read: " + Text.shown(String.valueOf(e.getMessage())), fix);
        }
    }

    /** Of the parser's current token: a map, a list, a string, a literal or null. */
    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    Object value = value(json);
                    if (value != null) {
                        fields.put(name, value);
                    }
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(json));
                }
                yield items;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NULL -> null;
            case null, default -> new Literal(json.getText());
        };
    }

    /** Refuses fields of other names. */
    public void only(List<String> names) {
        for (Object given : fields.keySet()) {
            String name = String.valueOf(given);
            if (!names.contains(name)) {
                String nearest = Nearest.one(name, names);
                throw new Problem(
                        ProblemType.UNKNOWN_PARAMETER,
                        place(Text.shown(name)) + ": there is no such field here",
                        (nearest.isEmpty() ? "" : "Do you mean " + nearest + "? ") + "There is: "
                                + String.join(", ", names) + ".");
            }
        }
    }

    /** A string that has to be there and not to be empty. */
    public String required(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw missing(name);
        }
        return text;
    }

    /** A string, or null where there is none. */
    public @Nullable String text(String name) {
        return switch (fields.get(name)) {
            case null -> null;
            case String text -> text;
            case Object other -> throw wrong(name, other, "a string");
        };
    }

    /** A whole number that is not negative, or null where there is none. JSON has one kind of numbers: {@code 30.0} is one too. */
    public @Nullable Integer whole(String name) {
        return switch (fields.get(name)) {
            case null -> null;
            case Literal(String text) -> whole(name, text);
            case Object other -> throw wrong(name, other, "a whole number");
        };
    }

    private Integer whole(String name, String text) {
        try {
            int number = new BigDecimal(text).intValueExact();
            if (number >= 0 && number <= LARGEST) {
                return number;
            }
        } catch (NumberFormatException | ArithmeticException _) {
            // Said below.
        }
        throw Problem.badParameter(place(name), Text.shown(text) + " is no whole number from 0 to " + LARGEST, fix);
    }

    /** An object of strings that has to be there; sorted. */
    public SortedMap<String, String> texts(String name) {
        return switch (fields.get(name)) {
            case null -> throw missing(name);
            case Map<?, ?> map -> {
                SortedMap<String, String> texts = new TreeMap<>();
                JsonFields inner = new JsonFields(place(name) + ".", map, fix);
                for (Object key : map.keySet()) {
                    String text = inner.text(String.valueOf(key));
                    if (text != null) {
                        texts.put(String.valueOf(key), text);
                    }
                }
                yield texts;
            }
            case Object other -> throw wrong(name, other, "an object");
        };
    }

    /** An array of objects that has to be there. */
    public List<JsonFields> objects(String name) {
        return switch (fields.get(name)) {
            case null -> throw missing(name);
            case List<?> items -> {
                List<JsonFields> objects = new ArrayList<>();
                for (Object item : items) {
                    String at = name + "[" + objects.size() + "]";
                    if (!(item instanceof Map<?, ?> map)) {
                        throw wrong(at, item, "an object");
                    }
                    objects.add(new JsonFields(place(at) + ".", map, fix));
                }
                yield objects;
            }
            case Object other -> throw wrong(name, other, "an array");
        };
    }

    /** A value of a field that cannot be used. */
    public Problem bad(String name, String detail) {
        return Problem.badParameter(place(name), detail, fix);
    }

    private Problem missing(String name) {
        return new Problem(
                ProblemType.MISSING_PARAMETER, place(name) + ": is needed in the body and is missing or empty", fix);
    }

    private Problem wrong(String name, @Nullable Object value, String wanted) {
        return bad(name, "is " + kind(value) + ", not " + wanted);
    }

    private String place(String name) {
        return path + name;
    }

    private static Problem badBody(String detail, String fix) {
        return new Problem(ProblemType.BAD_BODY, detail, fix);
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "an array";
            case String _ -> "a string";
            case Object other -> other instanceof Literal(String text) ? Text.shown(text) : "something else";
        };
    }
}
