package io.tributary.collector.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a daemon's {@code /metrics} said. */
record Metrics(List<Sample> samples) {
    /** @param labels as they stand there, or empty */
    record Sample(String name, String labels, double value) {}

    private static final Pattern LINE = Pattern.compile("([a-z_]+)(\\{.*})? (\\S+)");

    static Metrics parse(String text) {
        List<Sample> samples = new ArrayList<>();
        Matcher line = LINE.matcher("");
        text.lines().filter(each -> line.reset(each).matches()).forEach(_ -> {
            String labels = line.group(2);
            samples.add(new Sample(line.group(1), labels == null ? "" : labels, Double.parseDouble(line.group(3))));
        });
        return new Metrics(samples);
    }

    /** Of all label sets of targets that are not hostile; without what was cancelled because a reload took its target away. */
    double healthy(String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> !sample.labels().contains("job=\"" + Fleet.HOSTILE + '"'))
                .filter(sample -> !sample.labels().contains("reason=\"cancelled\""))
                .mapToDouble(Sample::value)
                .sum();
    }

    double hostile(String name) {
        return all(name) - healthy(name);
    }

    double all(String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Those that are not zero, of targets that are not hostile. */
    String described(String name) {
        return String.join(
                " ",
                samples.stream()
                        .filter(sample -> sample.name().equals(name) && sample.value() > 0)
                        .filter(sample -> !sample.labels().contains("job=\"" + Fleet.HOSTILE + '"'))
                        .map(sample -> sample.labels() + " " + sample.value())
                        .limit(5)
                        .toList());
    }
}
