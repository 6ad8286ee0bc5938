package io.tributary.profile.filter;

import com.google.re2j.Pattern;
import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Filters made of the names, labels and numbers that a profile has, and profiles with names that are worth filtering. */
final class RandomFilters {
    /** No character but ASCII ones reaches a command line in every locale, so names with others are matched by classes. */
    private static final List<String> NAMES = List.of(
            "main.main",
            "main.(*T).Run",
            "main.(*T).Run.func1",
            "net/http.(*Server).Serve",
            "/src/net/http/server.go",
            "runtime.mallocgc",
            "slices.SortFunc[go.shape.[]main.T,go.shape.int]",
            "(anonymous namespace)::f(int)",
            "a::operator()(int)",
            "operator()",
            ".hidden(x)",
            "f(",
            "(",
            "grüße.日本",
            "/usr/lib/libc.so.6",
            "k=v",
            "a,b",
            "a:b",
            "0x1f",
            "12");

    private static final List<String> UNITS = List.of(
            "bytes", "kilobytes", "ms", "seconds", "request", "alignment", "count", "widgets", "GCU", "μs", "s", "key");
    private static final List<String> RANGE_UNITS =
            List.of("", "", "b", "kb", "KB", "mb", "bytes", "ms", "ns", "s", "count", "widgets", "gcu", "auto", "key");

    private static final List<FilterName> ALL = List.of(FilterName.values());

    private final Random random;
    private final Profile profile;

    RandomFilters(Random random, Profile profile) {
        this.random = random;
        this.profile = profile;
    }

    /** The profile with names from programs instead of its own, some of them no UTF-8, and larger numbers in its labels. */
    static Profile renamed(Profile p, Random random) {
        int n = p.strings().size();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[n + 1];
        for (int i = 1; i < n; i++) {
            List<String> from = i <= 3 && random.nextBoolean() ? UNITS : NAMES;
            String chosen = from.get(random.nextInt(from.size()));
            // The tool takes two characters of a build id without counting them.
            chosen = chosen.length() == 1 && isBuildId(p, i) ? chosen + chosen : chosen;
            // The first ones name binaries too, and the tool forgets one that reads as an address.
            byte[] name = (i <= 3 ? chosen.replace(':', '.') : chosen).getBytes(StandardCharsets.UTF_8);
            // The first ones name keys and units too, which the tool's warnings have in them.
            if (i > 3 && random.nextInt(8) == 0) {
                name[random.nextInt(name.length)] = (byte) (0x80 + random.nextInt(0x80));
            }
            bytes.writeBytes(name);
            offsets[i + 1] = bytes.size();
        }
        SampleTable s = p.samples();
        long[] numbers = s.labelNumber().clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *=
                    List.of(1L, 7L, 1000L, 1024L, 3L << 40, Long.MAX_VALUE).get(random.nextInt(6));
        }
        SampleTable samples = new SampleTable(
                s.stackOffset(),
                s.location(),
                s.values(),
                s.labelOffset(),
                s.labelKey(),
                s.labelString(),
                numbers,
                s.labelUnit());
        return new Profile(
                p.header(),
                new StringTable(bytes.toByteArray(), offsets),
                p.mappings(),
                p.functions(),
                p.locations(),
                samples);
    }

    private static boolean isBuildId(Profile p, int string) {
        return Arrays.stream(p.mappings().buildId()).anyMatch(id -> id == string);
    }

    /** The profile with expressions of its own for frames to drop; now and then a wrong one. */
    Profile droppingFrames() {
        Header h = profile.header();
        String drop = random.nextInt(10) == 0 ? "(" : wholeName();
        String keep = random.nextInt(3) > 0 ? "" : random.nextInt(10) == 0 ? "[" : wholeName();
        Header header = new Header(
                h.sampleTypes(),
                h.periodType(),
                h.period(),
                h.timeNanos(),
                h.durationNanos(),
                h.defaultSampleType(),
                h.comments(),
                drop,
                keep,
                h.docUrl());
        return new Profile(
                header,
                profile.strings(),
                profile.mappings(),
                profile.functions(),
                profile.locations(),
                profile.samples());
    }

    private String wholeName() {
        String name = functionName();
        return switch (random.nextInt(4)) {
            case 0 -> ".*" + part(name) + ".*";
            case 1 -> escaped(SimplifiedNames.simplify(name)) + "|" + escaped(SimplifiedNames.simplify(functionName()));
            case 2 -> "[^t]*";
            default -> escaped(SimplifiedNames.simplify(name));
        };
    }

    /** One to four filters, mostly one. */
    Filters next() {
        Filters filters = Filters.NONE;
        for (int n = 1 + random.nextInt(2) * random.nextInt(4); n > 0; n--) {
            FilterName name = ALL.get(random.nextInt(ALL.size()));
            boolean tag = name == FilterName.TAG_FOCUS || name == FilterName.TAG_IGNORE;
            filters = filters.with(name, tag ? tagFilter() : pattern(name == FilterName.PRUNE_FROM));
        }
        return filters;
    }

    private String pattern(boolean functionsOnly) {
        String name = functionsOnly || random.nextInt(3) > 0 ? functionName() : string();
        return switch (random.nextInt(11)) {
            case 0 -> "^" + escaped(name) + "$";
            case 1 -> escaped(name) + "|" + escaped(functionName());
            case 2 -> "(?i)" + part(name).toUpperCase(Locale.ROOT).replace("\\X{", "\\x{");
            case 3 -> "^" + part(name);
            case 4 -> part(name) + "$";
            case 5 -> "^.{" + name.length() + "}$";
            case 6 -> "[" + "aeiou".substring(random.nextInt(5)) + "].*\\d";
            case 7 ->
                List.of("no such name", "^$", ".", "x*", "\\(", "\\.go$", "\\.so")
                        .get(random.nextInt(7));
            case 8 -> "\\b" + part(name);
            default -> part(name);
        };
    }

    private String tagFilter() {
        SampleTable s = profile.samples();
        if (s.labelKey().length == 0) {
            return List.of("bytes=1:", "x", "12kb", "=x", "a=").get(random.nextInt(5));
        }
        int label = random.nextInt(s.labelKey().length);
        String key = text(s.labelKey()[label]);
        String start = random.nextInt(3) > 0 || !key.matches("[ -<>-~]*") ? "" : key + "=";
        boolean range = random.nextInt(4) == 0 != (s.labelString()[label] == 0);
        if (range) {
            return start + range(s.labelNumber()[label]);
        }
        String value = text(s.labelString()[label]);
        String full = start.isEmpty() && random.nextBoolean() ? escaped(key) + ":" + escaped(value) : part(value);
        return switch (random.nextInt(5)) {
            case 0 -> start + full + "," + part(string());
            case 1 -> start + "," + full;
            case 2 -> start;
            default -> start + full;
        };
    }

    private String range(long number) {
        String unit = RANGE_UNITS.get(random.nextInt(RANGE_UNITS.size()));
        long near = number - random.nextInt(2);
        return switch (random.nextInt(7)) {
            case 0 -> number + unit;
            case 1 -> near + unit + ":";
            case 2 -> ":" + number + unit;
            case 3 -> near + unit + ":" + (number + 1) + unit;
            case 4 -> (number >> 10) + "kb:" + (number / 1000) + unit;
            case 5 -> "+" + (number >>> 10) + unit + ":+9" + unit + random.nextInt(2);
            default -> (number >> 10) + "kb:" + (number >> 9);
        };
    }

    private String functionName() {
        int[] names = profile.functions().name();
        return names.length == 0 ? "main" : text(names[random.nextInt(names.length)]);
    }

    private String string() {
        return text(random.nextInt(profile.strings().size()));
    }

    private String text(int string) {
        StringTable strings = profile.strings();
        return GoText.decode(strings.bytes(), strings.offset(string), strings.length(string));
    }

    private String part(String name) {
        if (name.isEmpty()) {
            return "";
        }
        int from = random.nextInt(name.length());
        return escaped(name.substring(from, from + 1 + random.nextInt(Math.min(12, name.length() - from))));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Pattern.quote(text).codePoints().forEach(c -> {
            if (c < 0x80) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append("\\x{").append(Integer.toHexString(c)).append('}');
            }
        });
        return escaped.toString();
    }
}
