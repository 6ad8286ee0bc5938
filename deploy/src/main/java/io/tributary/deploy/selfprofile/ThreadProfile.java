package io.tributary.deploy.selfprofile;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Label;
import io.tributary.profile.build.ProfileBuilder;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The platform threads of this process and what each is at, as Go's goroutine profile tells it of goroutines. */
final class ThreadProfile {
    private static final ValueType THREADS = new ValueType("threads", "count");

    private ThreadProfile() {}

    /** A sample for each thread, with the label {@code state} as {@link Thread.State} names it. */
    static Profile now() {
        ProfileBuilder builder = new ProfileBuilder(1);
        JavaFrames frames = new JavaFrames(builder);
        Thread.getAllStackTraces()
                .forEach((thread, stack) -> builder.sample(
                        frames.stack(stack),
                        new long[] {1},
                        Label.of("state", thread.getState().name())));
        Instant now = Instant.now();
        return builder.build(new Header(
                List.of(THREADS),
                THREADS,
                1,
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
                0,
                "",
                List.of(),
                "",
                "",
                ""));
    }
}
