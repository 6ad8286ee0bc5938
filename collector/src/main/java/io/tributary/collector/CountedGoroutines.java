package io.tributary.collector;

import io.tributary.collector.goroutines.GoroutineCount;
import io.tributary.collector.goroutines.GoroutineJump;
import io.tributary.collector.goroutines.GoroutineWatch;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The goroutines of one target, of whose jumps somebody is told. Event loop only, but for {@link #last}. */
final class CountedGoroutines {
    private static final Logger LOG = LoggerFactory.getLogger(CountedGoroutines.class);

    private final Series series;
    private final Machinery machinery;
    private final GoroutineWatch watch = new GoroutineWatch();

    CountedGoroutines(Series series, Machinery machinery) {
        this.series = series;
        this.machinery = machinery;
    }

    void counted(GoroutineCount count, Instant when) {
        GoroutineJump jump = watch.counted(count, when, machinery.jumps().holdOff());
        if (jump == null) {
            return;
        }
        machinery.metrics().jumped(series.job());
        LOG.info("{} of {}", jump.reason(), series.labels());
        machinery.jumps().jumped(series.job(), series.labels(), jump).onComplete(captured -> {
            if (captured.failed() || !captured.result()) {
                watch.notCaptured();
            }
        });
    }

    /** The process is not there. */
    void gone() {
        watch.gone();
    }

    /** How many there were last; negative while that is not known. Any thread. */
    long last() {
        return watch.last();
    }
}
