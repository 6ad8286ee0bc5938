package io.tributary.collector.goroutines;

import io.tributary.storage.Labels;
import io.vertx.core.Future;
import java.time.Duration;

/** Who is told of jumps. */
public interface JumpListener {
    /**
     * A target has more goroutines than usual.
     *
     * @return whether something is captured for it
     */
    Future<Boolean> jumped(String job, Labels target, GoroutineJump jump);

    /** After one jump, for how long others of the same target are not told. */
    Duration holdOff();
}
