package io.tributary.profile.report.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.report.Frames;
import io.tributary.profile.report.LabelUnits;
import io.tributary.profile.report.Measurement;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.SampleValues;
import io.tributary.profile.report.TextOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every sample with its labels and its stack, as {@code go tool pprof -traces} prints them. */
public final class Traces {
    private static final String LINE = "-----------+" + "-".repeat(55) + "\n";
    private static final int WIDTH = 10;

    private final Profile profile;
    private final SampleTable samples;
    private final ReportOptions options;
    private final TextOutput out;
    private final String unit;
    private final LabelUnits labelUnits;

    private Traces(Profile profile, Profile whole, ReportOptions options, TextOutput out) {
        this.profile = profile;
        this.samples = profile.samples();
        this.options = options;
        this.out = out;
        this.unit = profile.header().sampleTypes().get(options.column()).unit();
        this.labelUnits = LabelUnits.of(whole);
    }

    /**
     * Writes the report. Samples without a stack are left out.
     *
     * @throws IllegalArgumentException if the profile has no such value column
     * @throws IOException if {@code to} throws it
     */
    public static void write(Profile profile, ReportOptions options, OutputStream to) throws IOException {
        write(profile, profile, options, to);
    }

    /**
     * The same of a filtered profile.
     *
     * @param whole the profile before filters, to whose total the header refers
     */
    public static void write(Profile profile, Profile whole, ReportOptions options, OutputStream to)
            throws IOException {
        CallGraph.checkColumn(profile, options.column());
        CallGraph.checkColumn(whole, options.column());
        TextOutput out = new TextOutput(to);
        long total =
                new SampleValues(whole, options.column()).total(options.mean() ? new SampleValues(whole, 0) : null);
        for (String line : HeaderLines.ofProfile(profile, total, Measurement.AUTO, options)) {
            out.text(line).ascii('\n');
        }
        new Traces(profile, whole, options, out).write();
        out.flush();
    }

    private void write() throws IOException {
        Frames frames = Frames.of(profile, options.granularity());
        SampleValues values = new SampleValues(profile, options.column());
        @Nullable SampleValues divisor = options.mean() ? new SampleValues(profile, 0) : null;
        for (int s = 0; s < samples.size(); s++) {
            int from = samples.stackOffset()[s];
            int to = samples.stackOffset()[s + 1];
            if (from == to) {
                continue;
            }
            out.text(LINE);
            labels(s);
            long value = values.value(s);
            long divide = divisor == null ? 0 : divisor.value(s);
            String first = Measurement.label(divide == 0 ? value : value / divide, unit, Measurement.AUTO);
            for (int i = from; i < to; i++) {
                int location = samples.location()[i];
                for (int place = frames.start(location); place < frames.end(location); place++) {
                    out.padded(first, WIDTH).text("   ").bytes(frames.name(frames.at(place)));
                    out.text(place < frames.end(location) - 1 ? " (inline)\n" : "\n");
                    first = "";
                }
            }
        }
        out.text(LINE);
    }

    /** String labels, then numbers; each kind sorted by what is printed, the values of one key side by side. */
    private void labels(int sample) throws IOException {
        int from = samples.labelOffset()[sample];
        int to = samples.labelOffset()[sample + 1];
        if (from == to) {
            return;
        }
        Map<ByteBuffer, ByteArrayOutputStream> strings = new LinkedHashMap<>();
        Map<ByteBuffer, ByteArrayOutputStream> numbers = new LinkedHashMap<>();
        for (int l = from; l < to; l++) {
            ByteBuffer key = bytes(profile.strings(), samples.labelKey()[l]);
            if (samples.isStringLabel(l)) {
                append(strings, key, bytes(profile.strings(), samples.labelString()[l]));
            } else {
                String number = Measurement.label(
                        samples.labelNumber()[l],
                        labelUnits.of(profile.strings(), samples.labelKey()[l]),
                        Measurement.AUTO);
                append(numbers, key, ByteBuffer.wrap(number.getBytes(UTF_8)));
            }
        }
        writeSorted(strings);
        writeSorted(numbers);
    }

    private static void append(Map<ByteBuffer, ByteArrayOutputStream> lines, ByteBuffer key, ByteBuffer value) {
        ByteArrayOutputStream values = lines.computeIfAbsent(key, _ -> new ByteArrayOutputStream());
        values.write(' ');
        values.write(value.array(), value.arrayOffset() + value.position(), value.remaining());
    }

    private void writeSorted(Map<ByteBuffer, ByteArrayOutputStream> lines) throws IOException {
        List<byte[]> printed = new ArrayList<>();
        for (Map.Entry<ByteBuffer, ByteArrayOutputStream> line : lines.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            TextOutput one = new TextOutput(bytes);
            byte[] key = new byte[line.getKey().remaining()];
            line.getKey().duplicate().get(key);
            one.padded(key, WIDTH)
                    .text(": ")
                    .bytes(line.getValue().toByteArray())
                    .ascii('\n');
            one.flush();
            printed.add(bytes.toByteArray());
        }
        printed.sort(Arrays::compareUnsigned);
        for (byte[] line : printed) {
            out.bytes(line);
        }
    }

    private static ByteBuffer bytes(StringTable strings, int string) {
        return ByteBuffer.wrap(strings.bytes(), strings.offset(string), strings.length(string));
    }
}
