package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pins every key of a targets file and what leaving it out means, by the table {@code config-keys.txt}. */
class ConfigKeysTest {
    private static final String UNKNOWN = "zzzzzzzzzzzzzzzzzzzzzzzz";
    private static final Map<String, String> ENVIRONMENT = Map.of("HTTP_PROXY", "http://proxy:3128");

    /**
     * A key of a section.
     *
     * @param byDefault what says the same as leaving it out; "-" where it must be given, null where nothing can be said that does
     * @param other something that says another thing; null where there is nothing else that may be said
     * @param beside what {@code other} needs to be there
     */
    record Key(
            Sect section,
            String name,
            @Nullable String byDefault,
            @Nullable String other,
            Map<String, String> beside) {
        boolean isRequired() {
            return "-".equals(byDefault);
        }

        @Override
        public String toString() {
            return section.name() + ": " + name;
        }
    }

    record Sect(String name, String file, Map<String, String> with) {
        /** A file in which this section has its siblings and these keys; "~" leaves one out. */
        String text(Map<String, String> keys) {
            Map<String, String> all = new LinkedHashMap<>(with);
            all.putAll(keys);
            return file.replace(
                    "@@",
                    all.entrySet().stream()
                            .filter(entry -> !entry.getValue().equals("~"))
                            .map(entry -> entry.getKey() + ": " + entry.getValue())
                            .collect(Collectors.joining(", ")));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Map<Sect, List<Key>> TABLE = table();

    static Stream<Sect> sections() {
        return TABLE.keySet().stream();
    }

    static Stream<Key> keys() {
        return TABLE.values().stream().flatMap(List::stream);
    }

    static Stream<Key> requiredKeys() {
        return keys().filter(Key::isRequired);
    }

    static Stream<Key> defaults() {
        return keys().filter(key -> key.byDefault() != null && !key.isRequired());
    }

    static Stream<Key> others() {
        return keys().filter(key -> key.other() != null);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void theseAreAllItsKeys(Sect section) {
        String names = Objects.requireNonNull(TABLE.get(section)).stream()
                .map(Key::name)
                .sorted()
                .collect(Collectors.joining(", "));

        assertThat(refused(section.text(Map.of(UNKNOWN, "1"))))
                .contains("unknown key \"" + UNKNOWN + "\" in " + section.name() + "; known are " + names);
    }

    @ParameterizedTest
    @MethodSource("requiredKeys")
    void leftOutItIsMissed(Key key) {
        assertThat(refused(key.section().text(Map.of(key.name(), "~")))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void leftOutItMeansThis(Key key) throws ConfigException {
        Sect section = key.section();
        Map<String, String> with = new LinkedHashMap<>(key.beside());
        TargetsConfig without = read(section.text(with));

        with.put(key.name(), key.byDefault() == null ? "" : key.byDefault());

        assertThat(read(section.text(with))).isEqualTo(without);
    }

    @ParameterizedTest
    @MethodSource("others")
    void anotherValueArrives(Key key) throws ConfigException {
        Sect section = key.section();
        Map<String, String> given = new LinkedHashMap<>(key.beside());
        given.put(key.name(), String.valueOf(key.other()));
        Map<String, String> without = new LinkedHashMap<>(key.beside());
        without.values().removeIf("~"::equals);

        TargetsConfig before = couldBe(section.text(without));

        assertThat(read(section.text(given))).isNotEqualTo(before);
    }

    @Test
    void noSectionIsLeftOut() {
        assertThat(TABLE)
                .hasSizeGreaterThan(15)
                .allSatisfy((_, keys) -> assertThat(keys).isNotEmpty());
    }

    private static TargetsConfig read(String text) throws ConfigException {
        return TargetsFile.read("t.yaml", text, Path.of("/etc/tributary"), ENVIRONMENT::get)
                .config();
    }

    /** Null where what the key needs beside it does not stand without it. */
    private static @Nullable TargetsConfig couldBe(String text) {
        try {
            return read(text);
        } catch (ConfigException _) {
            return null;
        }
    }

    private static List<String> refused(String text) {
        return catchThrowableOfType(ConfigException.class, () -> read(text)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private static Map<Sect, List<Key>> table() {
        Map<Sect, List<Key>> table = new LinkedHashMap<>();
        for (String block : resource().split("(?m)^= ", -1)) {
            List<String> lines = block.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            if (lines.isEmpty()) {
                continue;
            }
            String file = "";
            Map<String, String> with = new LinkedHashMap<>();
            List<Key> keys = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                if (line.startsWith("in ")) {
                    file = line.substring(3);
                } else if (line.startsWith("with ")) {
                    with.putAll(pair(line.substring(5)));
                } else {
                    keys.add(key(new Sect(lines.getFirst(), file, with), line));
                }
            }
            table.put(new Sect(lines.getFirst(), file, with), keys);
        }
        return table;
    }

    private static Key key(Sect section, String line) {
        String[] cells = line.split("\\|", -1);
        return new Key(
                section,
                cells[0].strip(),
                orNull(cells[1]),
                orNull(cells[2]),
                cells.length > 3 ? pairs(cells[3]) : Map.of());
    }

    private static @Nullable String orNull(String cell) {
        return cell.isBlank() ? null : cell.strip();
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(", (?=[a-z_]+: )", -1)) {
            pairs.putAll(pair(pair.strip()));
        }
        return pairs;
    }

    private static Map<String, String> pair(String text) {
        int colon = text.indexOf(": ");
        return Map.of(text.substring(0, colon), text.substring(colon + 2));
    }

    private static String resource() {
        try (InputStream in = ConfigKeysTest.class.getResourceAsStream("config-keys.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
