package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter terminal = new StringWriter();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    private Progress progress(boolean isTerminal) {
        return new Progress(new PrintWriter(terminal, true), isTerminal, "merging", 30, clock::get);
    }

    private void pass(long millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void itIsShownAfterASecondTenTimesASecondAndRemoved() {
        try (Progress progress = progress(true)) {
            pass(999);
            progress.done(1);
            assertThat(terminal.toString()).isEmpty();
            pass(1);
            progress.done(2);
            pass(99);
            progress.done(3);
            pass(1);
            progress.done(4);
            assertThat(terminal.toString()).isEqualTo("\r\033[Kmerging 2 of 30 files\r\033[Kmerging 4 of 30 files");
        }
        assertThat(terminal.toString()).endsWith("4 of 30 files\r\033[K");
    }

    @Test
    void whatIsQuickShowsNothing() {
        try (Progress progress = progress(true)) {
            progress.done(30);
        }
        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void aFileOrPipeShowsNothing() {
        try (Progress progress = progress(false)) {
            pass(5_000);
            progress.done(30);
        }
        assertThat(terminal.toString()).isEmpty();
    }
}
