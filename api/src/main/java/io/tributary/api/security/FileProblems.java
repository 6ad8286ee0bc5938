package io.tributary.api.security;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Gathers what is wrong with a web configuration, and what in it has no effect, a line for each: {@code FILE:LINE:COLUMN: what}. Once,
 * however often it is found.
 */
final class FileProblems {
    private static final int MOST = 100;

    private record Line(int line, int column, String text) {}

    private final String file;
    private final Set<Line> problems = new LinkedHashSet<>();
    private final Set<Line> notes = new LinkedHashSet<>();

    FileProblems(String file) {
        this.file = file;
    }

    void add(Node at, String message) {
        add(line(at.getStartMark()), column(at.getStartMark()), message);
    }

    void add(int line, int column, String message) {
        if (problems.size() < MOST) {
            problems.add(new Line(line, column, message));
        }
    }

    /** Of the file as a whole. */
    void add(String message) {
        add(0, 0, message);
    }

    void note(Node at, String message) {
        if (notes.size() < MOST) {
            notes.add(new Line(line(at.getStartMark()), column(at.getStartMark()), message));
        }
    }

    boolean none() {
        return problems.isEmpty();
    }

    /** In the file's order. */
    List<String> problems() {
        return texts(problems);
    }

    List<String> notes() {
        return texts(notes);
    }

    private List<String> texts(Set<Line> lines) {
        return lines.stream()
                .sorted(Comparator.comparingInt(Line::line).thenComparingInt(Line::column))
                .map(line -> line.line() == 0
                        ? file + ": " + line.text()
                        : file + ":" + line.line() + ":" + line.column() + ": " + line.text())
                .toList();
    }

    static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    static int column(Mark mark) {
        return mark.getColumn() + 1;
    }
}
