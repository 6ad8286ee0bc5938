package io.tributary.collector.config;

import java.util.List;

/**
 * A targets file that was read.
 *
 * @param shown what it says, to be shown: without comments, {@code <secret>} where a secret stands
 * @param notes what in it has no effect, in its order: keys of Prometheus or Parca that are about something else
 */
public record LoadedTargets(TargetsConfig config, String shown, List<Problem> notes) {
    public LoadedTargets {
        notes = List.copyOf(notes);
    }
}
