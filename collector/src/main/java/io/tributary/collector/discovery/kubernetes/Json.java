package io.tributary.collector.discovery.kubernetes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object's parts; what is missing or of another type is empty, as a server of another version may have it so. */
final class Json {
    private Json() {}

    static JsonObject object(JsonObject of, String key) {
        return of.getValue(key) instanceof JsonObject object ? object : new JsonObject();
    }

    static List<JsonObject> objects(JsonObject of, String key) {
        return all(of, key, JsonObject.class);
    }

    static List<String> texts(JsonObject of, String key) {
        return all(of, key, String.class);
    }

    private static <T> List<T> all(JsonObject of, String key, Class<T> type) {
        return of.getValue(key) instanceof JsonArray array
                ? array.stream().filter(type::isInstance).map(type::cast).toList()
                : List.of();
    }

    /** A string, number or truth value as Go prints it, or the empty string. */
    static String text(JsonObject of, String key) {
        String text = textOrNull(of, key);
        return text == null ? "" : text;
    }

    static @Nullable String textOrNull(JsonObject of, String key) {
        Object value = of.getValue(key);
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }

    static JsonObject metadata(JsonObject object) {
        return object(object, "metadata");
    }

    static String name(JsonObject object) {
        return text(metadata(object), "name");
    }

    static String namespace(JsonObject object) {
        return text(metadata(object), "namespace");
    }

    /** {@code namespace/name}, or the name alone where it has no namespace. */
    static String key(JsonObject object) {
        return key(namespace(object), name(object));
    }

    static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
