package io.tributary.collector.captures;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.schedule.Turns;
import io.tributary.collector.targets.Target;
import java.util.List;

/** Whom captures can go to. Event loop only. */
public interface CaptureTargets {
    /** A target that is scraped now, and its job. */
    record Scraped(JobConfig job, Target target) {}

    /** All of them, sorted by job and labels. */
    List<Scraped> scraped();

    /** The line of the process at an address: one profile at a time. */
    Turns turns(Address address);

    /**
     * Counts what a capture took of the process at an address, whatever there is left of its overhead budget.
     *
     * @param seconds that it was under a timed profile
     */
    void charge(Address address, double seconds);
}
