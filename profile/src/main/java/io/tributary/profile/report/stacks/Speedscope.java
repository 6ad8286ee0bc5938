package io.tributary.profile.report.stacks;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.report.Frames;
import io.tributary.profile.report.JsonOutput;
import io.tributary.profile.report.SampleValues;
import java.io.IOException;
import java.io.OutputStream;

/**
 * speedscope's own file format: one sampled profile for each value column over shared frames, stacks root first. Written
 * while the samples are read, without a copy of them. Samples of value zero are left out of their column.
 */
public final class Speedscope {
    private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

    private final Profile profile;
    private final Frames frames;
    private final JsonOutput json;

    private Speedscope(Profile profile, OutputStream to) {
        this.profile = profile;
        this.frames = Frames.of(profile);
        this.json = new JsonOutput(to);
    }

    /**
     * Writes every value column; the profile's default one is shown first.
     *
     * @param name what the page calls it
     * @throws IllegalArgumentException before anything is written: if the profile has no sample types, or a negative
     *     value (a difference), which speedscope refuses to show
     * @throws IOException if {@code to} throws it
     */
    public static void write(Profile profile, String name, OutputStream to) throws IOException {
        int shownFirst = SampleValues.defaultColumn(profile);
        for (long value : profile.samples().values()) {
            if (value < 0) {
                throw new IllegalArgumentException("the profile has negative values, as a difference has, and "
                        + "speedscope shows none: take the flame graph, or each side alone");
            }
        }
        new Speedscope(profile, to).write(name, shownFirst);
    }

    private void write(String name, int shownFirst) throws IOException {
        json.open('{').name("$schema").string(SCHEMA);
        json.name("exporter").string("tributary").name("name").string(name);
        json.name("activeProfileIndex").number(shownFirst);
        json.name("shared").open('{').name("frames").open('[');
        for (int frame = 0; frame < frames.count(); frame++) {
            frame(frame);
        }
        json.close(']').close('}');
        json.name("profiles").open('[');
        for (int column = 0; column < profile.valueCount(); column++) {
            json.newLine();
            column(column);
        }
        json.close(']').close('}').newLine().flush();
    }

    private void frame(int frame) throws IOException {
        json.open('{').name("name").string(frames.name(frame));
        int function = frames.function(frame);
        if (function >= 0) {
            int file = profile.functions().filename()[function];
            if (profile.strings().length(file) > 0) {
                json.name("file").string(profile.strings().get(file));
                long line = profile.functions().startLine()[function];
                if (line > 0) {
                    json.name("line").number(line);
                }
            }
        }
        json.close('}');
    }

    private void column(int column) throws IOException {
        ValueType type = profile.header().sampleTypes().get(column);
        SampleTable samples = profile.samples();
        SampleValues values = new SampleValues(profile, column);
        json.open('{').name("type").string("sampled").name("name").string(type.type());
        json.name("unit").string(unit(type.unit()));
        json.name("samples").open('[');
        long total = 0;
        for (int s = 0; s < samples.size(); s++) {
            long value = values.value(s);
            if (value != 0) {
                // An end that is too small is wrong, a negative one is refused.
                total = total + value < 0 ? Long.MAX_VALUE : total + value;
                stack(samples, s);
            }
        }
        json.close(']').name("weights").open('[');
        for (int s = 0; s < samples.size(); s++) {
            if (values.value(s) != 0) {
                json.number(values.value(s));
            }
        }
        json.close(']')
                .name("startValue")
                .number(0)
                .name("endValue")
                .number(total)
                .close('}');
    }

    private void stack(SampleTable samples, int sample) throws IOException {
        json.open('[');
        for (int i = samples.stackOffset()[sample + 1] - 1; i >= samples.stackOffset()[sample]; i--) {
            int location = samples.location()[i];
            for (int place = frames.end(location) - 1; place >= frames.start(location); place--) {
                json.number(frames.at(place));
            }
        }
        json.close(']');
    }

    /** pprof's unit in speedscope's words. */
    private static String unit(String unit) {
        return switch (unit) {
            case "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes" -> unit;
            default -> "none";
        };
    }
}
