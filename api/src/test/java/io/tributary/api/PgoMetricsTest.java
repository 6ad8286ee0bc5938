package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.http.ByteBudget;
import io.tributary.api.pgo.PgoQueries;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Merger;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an alert can go by, and that it costs next to nothing to keep it up to date. */
class PgoMetricsTest extends PgoFleetServer {
    @Test
    void metricsSayHowItStands() {
        PgoFleet.put(store, aDay(24));
        assertThat(TestServer.text(api.get("/metrics"))).doesNotContain("tributary_pgo_verdict{");
        api.get(DEFAULT_PGO);
        api.get(DEFAULT_PGO + "?window=1h");
        assertThat(TestServer.text(api.get("/metrics")))
                .contains("tributary_pgo_verdict{service=\"fleet\",verdict=\"ship\"} 1.0")
                .contains("tributary_pgo_verdict{service=\"fleet\",verdict=\"wait\"} 0.0")
                .contains("tributary_pgo_release_age_seconds{service=\"fleet\"} 0.0")
                .contains("tributary_pgo_live_match_ratio{code=\"all\",service=\"fleet\"} 1.0")
                .contains("tributary_pgo_live_match_ratio{code=\"own\",service=\"fleet\"} 1.0")
                .containsPattern(
                        "tributary_pgo_live_match_expected_ratio\\{code=\"all\",service=\"fleet\"} (1\\.0|0\\.99)")
                .doesNotContain("tributary_pgo_older_go_ratio{")
                .containsPattern("tributary_pgo_missing_mass_ratio\\{service=\"fleet\"} 0\\.0");
        Map<String, String> v2 = Map.of(Labels.VERSION, "v2");
        PgoFleet.put(store, PgoFleet.BUSY.renamed("orders").profiles("a", v2, 12, 0));
        api.get(DEFAULT_PGO);
        assertThat(TestServer.text(api.get("/metrics")))
                .contains("tributary_pgo_verdict{service=\"fleet\",verdict=\"wait\"} 1.0")
                .contains("tributary_pgo_live_match_ratio{code=\"all\",service=\"fleet\"} 0.0")
                .contains("tributary_pgo_live_match_ratio{code=\"own\",service=\"fleet\"} 0.0");
    }

    @Test
    void anOlderGoHasItsShare() {
        for (String instance : new String[] {"a", "b", "c", "d"}) {
            String version = instance.equals("d") ? "go1.26.8" : "go1.25.1";
            PgoFleet.put(store, PgoFleet.BUSY.profiles(instance, Map.of("go_version", version), 24, 0));
        }
        api.get(DEFAULT_PGO);
        assertThat(TestServer.text(api.get("/metrics")))
                .containsPattern("tributary_pgo_older_go_ratio\\{service=\"fleet\"} 0\\.7(5|49)");
    }

    /** Knows whose profiles were merged. */
    private static final class CountedMerges extends HeldProfiles {
        final List<String> merged = new CopyOnWriteArrayList<>();

        @Override
        public MergeResult merge(Selection selection, MergeMode mode) {
            merged.add(String.valueOf(selection.service()));
            return super.merge(selection, mode);
        }
    }

    @Test
    void aServiceOfWhichNothingChangedIsNotMergedAgain() {
        CountedMerges counted = new CountedMerges();
        List<String> services = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            services.add("s" + i);
            put(counted, "s" + i, PgoFleet.BUSY.profiles("a", V1, 2, 1));
        }
        Vertx vertx = Vertx.vertx();
        WorkerPool workers = new WorkerPool(vertx, "test-query", 1, 64, Duration.ofSeconds(20));
        try {
            Instant[] now = {TestServer.NOW};
            PrometheusRegistry registry = new PrometheusRegistry();
            PgoQueries queries = new PgoQueries(
                    counted,
                    workers,
                    () -> now[0],
                    new Catalogue(counted),
                    new Merger(counted, registry),
                    new ByteBudget(1),
                    registry);
            try (TestServer server = new TestServer(counted)) {
                services.forEach(service -> assertThat(server.get("/api/v1/pgo/" + service + "/default.pgo?gate=off")
                                .statusCode())
                        .isEqualTo(200));
            }
            counted.merged.clear();
            TestServer.await(queries.refresh());
            assertThat(counted.merged)
                    .as("known by what was handed out before the start")
                    .containsAll(services);

            counted.merged.clear();
            now[0] = TestServer.NOW.plusSeconds(300);
            TestServer.await(queries.refresh());
            assertThat(counted.merged).isEmpty();

            put(counted, "s3", PgoFleet.BUSY.profiles("b", V1, 1, 1));
            TestServer.await(queries.refresh());
            assertThat(counted.merged).isNotEmpty().containsOnly("s3");
        } finally {
            TestServer.await(workers.close(Duration.ofSeconds(1)));
            TestServer.await(vertx.close());
        }
    }

    private static void put(HeldProfiles store, String service, List<PgoFleet.Put> puts) {
        puts.forEach(put -> store.put(
                new Origin(service, "cpu", put.origin().instance(), put.origin().timeMillis()), put.profile()));
    }
}
