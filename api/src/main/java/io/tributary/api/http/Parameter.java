package io.tributary.api.http;

/**
 * A query parameter that an endpoint knows.
 *
 * @param name as it stands in the URL
 * @param repeatable whether it may be given more than once
 * @param isPrefix whether it stands for all that begin with its name, each of which may be given once
 */
public record Parameter(String name, boolean repeatable, boolean isPrefix) {
    /** Whatever it is called, of a page that reads its query itself. */
    public static final Parameter ANY = new Parameter("", true, true);

    public static Parameter once(String name) {
        return new Parameter(name, false, false);
    }

    public static Parameter repeatable(String name) {
        return new Parameter(name, true, false);
    }

    /** All that begin with a name: {@code label.} for {@code label.region}. */
    public static Parameter prefix(String name) {
        return new Parameter(name, false, true);
    }

    boolean isNamed(String given) {
        return isPrefix ? given.startsWith(name) : given.equals(name);
    }

    /** For people. */
    String shown() {
        return isPrefix ? name + "NAME" : name;
    }
}
