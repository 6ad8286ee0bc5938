package io.tributary.collector.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Gathers what is wrong with one file, and what in it has no effect. */
final class Problems {
    /** Nobody reads more, and a hostile file must not make a message of megabytes. */
    private static final int MOST = 100;

    private static final int LONGEST_QUOTE = 60;

    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private int unlisted;

    Problems(String file) {
        this.file = file;
    }

    void add(Node at, String message) {
        Mark mark = at.getStartMark();
        add(mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    void add(int line, int column, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(file, line, column, message));
        } else {
            unlisted++;
        }
    }

    /** What somebody should know and nobody has to change. */
    void note(Node at, String message) {
        Mark mark = at.getStartMark();
        if (notes.size() < MOST) {
            notes.add(new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, message));
        }
    }

    /** In the file's order. */
    List<Problem> notes() {
        return sorted(notes);
    }

    boolean none() {
        return found.isEmpty();
    }

    ConfigException exception() {
        List<Problem> sorted = sorted(found);
        if (unlisted > 0) {
            sorted.add(new Problem(file, 0, 0, "and " + unlisted + " more problems"));
        }
        return new ConfigException(sorted);
    }

    private static List<Problem> sorted(List<Problem> some) {
        List<Problem> sorted = new ArrayList<>(some);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return sorted;
    }

    /** A value in quotes for a message: cut, and without characters that could disturb a terminal. */
    static String quote(String value) {
        String cut = value.length() > LONGEST_QUOTE ? value.substring(0, LONGEST_QUOTE) + "…" : value;
        StringBuilder out = new StringBuilder("\"");
        cut.codePoints().map(c -> Character.isISOControl(c) ? '\uFFFD' : c).forEach(out::appendCodePoint);
        return out.append('"').toString();
    }
}
