package io.tributary.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    @Test
    void letsABurstThroughAndThenOneAnInterval() {
        AtomicLong now = new AtomicLong(1L << 62);
        TokenBucket bucket = new TokenBucket(new RateLimit(Duration.ofMillis(10), 3), now::get);

        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
        now.addAndGet(9_999_999);
        assertThat(bucket.take()).isFalse();
        now.addAndGet(1);
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
    }

    @Test
    void holdsTheLargestBurstOfTheLongestInterval() {
        AtomicLong now = new AtomicLong();
        TokenBucket bucket = new TokenBucket(new RateLimit(Duration.ofDays(1), 1_000_000), now::get);

        assertThat(IntStream.range(0, 1_000_000).filter(_ -> bucket.take()).count())
                .isEqualTo(1_000_000);
        assertThat(bucket.take()).isFalse();
        now.addAndGet(Duration.ofDays(100).toNanos() - 1);
        assertThat(IntStream.range(0, 100).filter(_ -> bucket.take()).count()).isEqualTo(99);
        now.addAndGet(1);
        assertThat(bucket.take()).isTrue();
    }
}
