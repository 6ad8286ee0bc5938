package io.tributary.api.pgo;

import io.tributary.api.pgo.feedback.Ageing;
import io.tributary.api.pgo.feedback.Feedback;
import io.tributary.api.pgo.feedback.Fidelity;
import io.tributary.api.pgo.feedback.Handout;
import io.tributary.api.pgo.feedback.Report;
import io.tributary.profile.pgo.EdgeComparison;
import io.tributary.storage.Coverage;
import io.tributary.storage.Selection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Feedback of a selection, and what was made of it so far. For many threads; of two that want the same, one makes it. */
final class Made {
    private static final int MOST_COMPARED = 64;

    private final Selection selection;
    private final String revision;
    private final Feedback feedback;
    private final Coverage coverage;
    private final BooleanSupplier isOfNow;
    private final Map<Fidelity, Handout> handouts = new EnumMap<>(Fidelity.class);
    private final Map<String, EdgeComparison> comparisons = new HashMap<>();
    private final Map<String, Ageing> ageings = new HashMap<>();
    private final Map<String, Report> reports = new HashMap<>();

    /**
     * @param revision the store's, of the selection, before it was made
     * @param isOfNow whether that is still the store's: what is made of profiles after that is made of others, and not kept
     */
    Made(Selection selection, String revision, Feedback feedback, Coverage coverage, BooleanSupplier isOfNow) {
        this.selection = selection;
        this.revision = revision;
        this.feedback = feedback;
        this.coverage = coverage;
        this.isOfNow = isOfNow;
    }

    Selection selection() {
        return selection;
    }

    String revision() {
        return revision;
    }

    Feedback feedback() {
        return feedback;
    }

    Coverage coverage() {
        return coverage;
    }

    synchronized Handout handout(Fidelity fidelity, Function<Fidelity, Handout> maker) {
        return keep(handouts, fidelity, () -> maker.apply(fidelity));
    }

    /** An earlier profile against this one. */
    synchronized EdgeComparison since(String digest, Supplier<EdgeComparison> comparer) {
        return keep(comparisons, digest, comparer);
    }

    /** How much of an earlier profile the newest version still does. */
    synchronized Ageing ageing(String digest, Supplier<Ageing> comparer) {
        return keep(ageings, digest, comparer);
    }

    /** @param key all that it depends on besides the profiles */
    Report report(String key, Supplier<Report> reporter) {
        // It takes long, and nothing else waits for it.
        synchronized (reports) {
            return keep(reports, key, reporter);
        }
    }

    private <K, T> T keep(Map<K, T> kept, K key, Supplier<T> maker) {
        T known = kept.get(key);
        if (known != null) {
            return known;
        }
        T made = maker.get();
        if (isOfNow.getAsBoolean()) {
            if (kept.size() >= MOST_COMPARED) {
                kept.clear();
            }
            kept.put(key, made);
        }
        return made;
    }
}
