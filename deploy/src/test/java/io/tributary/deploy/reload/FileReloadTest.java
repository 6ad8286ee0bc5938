package io.tributary.deploy.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileReloadTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final FileReload<String> reload = new FileReload<>(
            new FileReload.Names("file", "test", "tributary-test-reload"), registry, () -> Instant.EPOCH);
    private final ScriptedSource source = new ScriptedSource();

    /** Says what it is told to; of one thread at a time. */
    private static final class ScriptedSource implements FileReload.Source<String> {
        private volatile Callable<String> reading = () -> "read";
        private volatile Future<Void> putting = Future.succeededFuture();
        private final List<String> told = new ArrayList<>();

        @Override
        public String path() {
            return "test.yaml";
        }

        @Override
        public boolean hasChanged() {
            return false;
        }

        @Override
        public String read() throws UnusableFileException {
            try {
                return reading.call();
            } catch (UnusableFileException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Future<Void> putIntoForce(String read) {
            return putting;
        }

        @Override
        public void inForce(String read) {
            told.add("in force: " + read);
        }

        @Override
        public void refused(List<String> problems) {
            told.add("refused: " + problems);
        }
    }

    @AfterEach
    void close() {
        reload.close();
    }

    private List<String> reload() throws Exception {
        return reload.reload().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private double successful() {
        GaugeSnapshot gauge = (GaugeSnapshot)
                registry.scrape("test_last_reload_successful"::equals).get(0);
        return gauge.getDataPoints().getFirst().getValue();
    }

    @Test
    void saysSoBeforeThereIsAFile() throws Exception {
        assertThat(reload()).containsExactly("the daemon is starting");
    }

    @Test
    void whatBreaksTheReaderIsAnsweredAndTheNextIsRead() throws Exception {
        reload.begin(source);
        assertThat(successful()).isEqualTo(1);
        source.reading = () -> {
            throw new ArithmeticException("long overflow");
        };

        assertThatThrownBy(this::reload).hasRootCauseInstanceOf(ArithmeticException.class);
        assertThat(successful()).isZero();
        assertThat(source.told).isEmpty();

        source.reading = () -> "mended";
        assertThat(reload()).isEmpty();
        assertThat(successful()).isEqualTo(1);
        assertThat(source.told).containsExactly("in force: mended");
    }

    @Test
    void problemsAreHandedOn() throws Exception {
        reload.begin(source);
        source.reading = () -> {
            throw new UnusableFileException(List.of("1:1: no", "2:2: neither"), new IllegalStateException());
        };

        assertThat(reload()).containsExactly("1:1: no", "2:2: neither");
        assertThat(successful()).isZero();
        assertThat(source.told).containsExactly("refused: [1:1: no, 2:2: neither]");
    }

    @Test
    void whatCannotBePutIntoForceIsRefused() throws Exception {
        reload.begin(source);
        source.putting = Future.failedFuture(new IllegalArgumentException("not while it runs"));

        assertThat(reload()).containsExactly("test.yaml: not while it runs");
        assertThat(source.told).containsExactly("refused: [test.yaml: not while it runs]");
    }

    @Test
    void oneThatIsClosedReadsNothing() throws Exception {
        reload.begin(source);
        reload.close();

        assertThat(reload()).containsExactly("the daemon is stopping");
        assertThat(source.told).isEmpty();
    }
}
