package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tributary.api.admin.AdminOptions;
import io.tributary.api.http.Cors;
import io.tributary.api.security.WebConfig;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Deletion, snapshots and compaction, and what the log says of them. */
class AdministrationTest {
    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("tributary.audit");
    private final Administered store = new Administered();
    private TestServer api;

    @TempDir
    Path folder;

    /** Notes what it is asked for. */
    private static final class Administered extends HeldProfiles {
        final List<Selection> deleted = new ArrayList<>();
        final CountDownLatch compacting = new CountDownLatch(1);
        final CountDownLatch compact = new CountDownLatch(1);
        volatile @Nullable String failure;

        @Override
        public long delete(Selection selection) {
            fail();
            deleted.add(selection);
            return 12;
        }

        @Override
        public void snapshot(Path target) {
            fail();
            try {
                Files.createDirectory(target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void compact() {
            fail();
            compacting.countDown();
            try {
                assertThat(compact.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void fail() {
            String said = failure;
            if (said != null) {
                throw new StoreException(said);
            }
        }
    }

    @BeforeEach
    void start() {
        audit.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(audit);
        api = server(true);
    }

    @AfterEach
    void stop() {
        api.close();
        logger.detachAppender(audit);
        logger.setLevel(null);
    }

    private TestServer server(boolean enabled) {
        return new TestServer(
                store,
                new NoTargets(),
                List.of(),
                ApiOptions.of("127.0.0.1", 0)
                        .withWeb(new WebOptions(
                                WebConfig.NONE,
                                Cors.NONE,
                                new AdminOptions(enabled, folder.resolve("data/snapshots")))));
    }

    private List<String> lines() {
        return audit.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void deletesWhatIsSelectedAndSaysHowManyAndWho() {
        HttpResponse<byte[]> answer = api.send(
                "DELETE",
                "/api/v1/profiles?service=shop&type=cpu&match=" + TestServer.encode("{region=\"eu\"}")
                        + "&from=now-2d&to=now-1d");

        assertThat(TestServer.text(answer)).isEqualTo("{\"deleted\":12}");
        assertThat(store.deleted).singleElement().satisfies(selection -> {
            assertThat(selection.service()).isEqualTo("shop");
            assertThat(selection.type()).isEqualTo("cpu");
            assertThat(selection.anyOf()).hasSize(1);
            assertThat(selection.range().fromMillis())
                    .isEqualTo(TestServer.NOW.minusSeconds(2 * 86_400).toEpochMilli());
            assertThat(selection.range().toMillis())
                    .isEqualTo(TestServer.NOW.minusSeconds(86_400).toEpochMilli());
        });
        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "anonymous from 127.0.0.1: delete service=\"shop\" type=\"cpu\" match=\"{region=\"eu\"}\"")
                        .endsWith(": 12 profiles deleted"));
    }

    @Test
    void withoutARangeItIsOfAllTime() {
        assertThat(api.send("DELETE", "/api/v1/profiles?match=" + TestServer.encode("{}"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(store.deleted).singleElement().satisfies(selection -> {
            assertThat(selection.service()).isNull();
            assertThat(selection.range().contains(0)).isTrue();
            assertThat(selection
                            .range()
                            .contains(TestServer.NOW.plusSeconds(86_400).toEpochMilli()))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | missing-parameter | service
            ?service=                 | missing-parameter | service
            ?type=cpu                 | missing-parameter | service
            ?service=a&from=1&to=1    | bad-parameter     | not before its end
            ?service=a&match=         | bad-parameter     | match
            ?service=a&form=now-1h    | unknown-parameter | form
            ?service=a&service=b      | duplicate-parameter | service
            """)
    void deletesNothingThatIsNotSaid(String query, String type, String detail) {
        TestServer.assertProblem(api.send("DELETE", "/api/v1/profiles" + query), 400, type, detail);
        assertThat(store.deleted).isEmpty();
    }

    @Test
    void makesSnapshotsBesideEachOther() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            names.add(TestServer.json(api.send("POST", "/api/v1/admin/snapshot"))
                    .get("name")
                    .asText());
        }

        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(name).matches("20260302T120000Z-[0-9a-f]{8}");
            assertThat(folder.resolve("data/snapshots").resolve(name)).isDirectory();
        });
        assertThat(lines()).hasSize(2).allMatch(line -> line.matches("anonymous from 127.0.0.1: snapshot: 2026.*"));
    }

    @Test
    void compactsOnceAtATime() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> first =
                CompletableFuture.supplyAsync(() -> api.send("POST", "/api/v1/admin/compact"));
        assertThat(store.compacting.await(20, TimeUnit.SECONDS)).isTrue();

        HttpResponse<byte[]> second = api.send("POST", "/api/v1/admin/compact");
        TestServer.assertProblem(second, 409, "compaction-runs", "already");
        assertThat(TestServer.header(second, "Retry-After")).isEqualTo("10");

        store.compact.countDown();
        assertThat(TestServer.json(first.get(20, TimeUnit.SECONDS))
                        .get("seconds")
                        .isNumber())
                .isTrue();
        assertThat(api.send("POST", "/api/v1/admin/compact").statusCode()).isEqualTo(200);
        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("compact: done in"));
    }

    @Test
    void whatTheStoreCannotDoIsAnswered() {
        store.failure = "a snapshot cannot be made: its disk is full";

        TestServer.assertProblem(api.send("POST", "/api/v1/admin/snapshot"), 503, "store-failed", "disk is full");
        TestServer.assertProblem(api.send("POST", "/api/v1/admin/compact"), 503, "store-failed", "disk is full");
        TestServer.assertProblem(api.send("POST", "/api/v1/admin/compact"), 503, "store-failed", "disk is full");
        TestServer.assertProblem(api.send("DELETE", "/api/v1/profiles?service=a"), 503, "store-failed", "disk is full");
        assertThat(lines()).hasSize(4).allMatch(line -> line.contains("failed: "));
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/v1/profiles?service=a", "POST, /api/v1/admin/snapshot", "POST, /api/v1/admin/compact"})
    void doesNothingUnlessItIsSwitchedOn(String method, String path) {
        try (TestServer plain = server(false)) {
            TestServer.assertProblem(plain.send(method, path), 403, "admin-disabled", "--web.enable-admin-api");
            assertThat(store.deleted).isEmpty();
            assertThat(lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/v1/profiles?service=a", "POST, /api/v1/admin/snapshot", "POST, /api/v1/admin/compact"})
    void doesNothingForAPageOfAnotherServer(String method, String path) {
        TestServer.assertProblem(
                api.send(method, path, "Origin", "http://evil.example"), 403, "cross-origin", "evil.example");
        assertThat(store.deleted).isEmpty();
    }

    @Test
    void reloadingAndEndingAreToldToo() {
        api.lifecycle.enabled = true;

        api.send("POST", "/-/reload");
        api.send("POST", "/-/quit");

        assertThat(lines())
                .containsExactly("anonymous from 127.0.0.1: reload: done", "anonymous from 127.0.0.1: quit: ends");
    }
}
