package io.tributary.collector;

import io.tributary.collector.schedule.Phase;
import io.tributary.collector.schedule.Turns;
import io.tributary.collector.targets.Scrape;
import io.tributary.collector.targets.Target;
import java.time.Duration;

/** Where a target's profile types lie in their intervals. */
final class Phases {
    private Phases() {}

    /** Of one of its types: where its labels say, but not while CPU, which goes first, keeps the process busy. */
    static Phase of(Target target, Series series) {
        Phase own = Phase.of(series.labels(), series.type(), series.interval());
        Duration lasts = Duration.ZERO;
        Scrape cpu = null;
        for (Scrape scrape : target.scrapes()) {
            if (scrape.type().equals(series.type())) {
                lasts = Duration.ofSeconds(scrape.seconds());
            } else if (scrape.type().equals(Turns.FIRST)) {
                cpu = scrape;
            }
        }
        return cpu == null
                ? own
                : own.clearOf(
                        Phase.of(series.labels(), cpu.type(), cpu.interval()),
                        Duration.ofSeconds(cpu.seconds()),
                        lasts);
    }
}
