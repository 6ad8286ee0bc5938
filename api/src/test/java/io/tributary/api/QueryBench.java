package io.tributary.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * What questions over HTTP cost, on a store that FleetBench has filled ({@code folder=DIR}), while 200 profiles a second are put into
 * it. A cold question is one whose range was never asked for; a warm one was asked just before.
 */
public final class QueryBench {
    private static final long MINUTE = 60;
    private static final int COLD = 15;
    private static final int WARM = 200;
    private static final int CLIENTS = 500;

    private final URI base;
    private final long end;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private QueryBench(URI base, long end) {
        this.base = base;
        this.end = end;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(Arrays.stream(args)
                .filter(word -> word.startsWith("folder="))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("say folder=DIR, which FleetBench has filled"))
                .substring("folder=".length()));
        Properties filled = new Properties();
        try (var in = Files.newInputStream(folder.resolve("filled.properties"))) {
            filled.load(in);
        }
        System.out.println(filled.getProperty("filling") + ", " + filled.getProperty("profiles") + " profiles");
        Vertx vertx = Vertx.vertx();
        try (ProfileStore store = RocksStore.open(folder.resolve("store"), RocksStoreOptions.DEFAULT)) {
            ApiServer server = new ApiServer(
                    vertx,
                    ApiOptions.of("127.0.0.1", 0),
                    store,
                    new ApiSources(
                            new NoTargets(),
                            new ScriptedScrapes(),
                            new ScriptedCaptures(),
                            new ScriptedLifecycle(),
                            TestServer.STARTUP),
                    new PrometheusRegistry(),
                    List.of(),
                    InstantSource.system());
            int port = TestServer.await(server.start());
            SteadyPuts puts = new SteadyPuts(store);
            puts.start();
            new QueryBench(URI.create("http://127.0.0.1:" + port), Long.parseLong(filled.getProperty("end")) / 1000)
                    .run(puts);
            puts.end();
            TestServer.await(server.stop());
        }
        TestServer.await(vertx.close());
    }

    private void run(SteadyPuts puts) throws Exception {
        String week = "service=shop&type=cpu&from=%d&to=%d";
        IntFunction<String> pgo = i -> "/api/v1/pgo/shop/default.pgo?gate=off&at=" + (end - i * MINUTE);
        IntFunction<String> report = i -> "/api/v1/pgo/shop/report?at=" + (end - (100 + i) * MINUTE);
        IntFunction<String> hour = i ->
                "/api/v1/merge?" + week.formatted(end - 2 * 86_400 - i * MINUTE - 3600, end - 2 * 86_400 - i * MINUTE);
        IntFunction<String> diff = i -> "/api/v1/diff?"
                + week.formatted(end - 3 * 86_400 - i * MINUTE - 3600, end - 3 * 86_400 - i * MINUTE) + "&base.from="
                + (end - 4 * 86_400 - i * MINUTE - 3600) + "&base.to=" + (end - 4 * 86_400 - i * MINUTE);
        IntFunction<String> series = i -> "/api/v1/series?"
                + week.formatted(end - 7 * 86_400 - i * MINUTE, end - i * MINUTE) + "&by=instance&step=1h";
        both("default.pgo of a week", pgo);
        both("report of a week", report);
        both("merge of an hour", hour);
        both("diff of two hours", diff);
        both("series of a week by instance", series);
        String tag = ask(pgo.apply(0)).headers().firstValue("ETag").orElse("");
        print("default.pgo, 304", times(WARM, _ -> pgo.apply(0), "If-None-Match", tag));
        System.out.printf(
                Locale.ROOT,
                "edge form %d bytes, full merge %d bytes%n",
                ask(pgo.apply(0)).body().length,
                ask(pgo.apply(0) + "&fidelity=full").body().length);
        System.out.println(Exactness.of(base, end - 2 * 86_400));
        throughput(hour.apply(0));
        crowd(week, puts);
    }

    private void both(String name, IntFunction<String> question) throws IOException, InterruptedException {
        print(name + ", cold", times(COLD, question));
        print(name + ", warm", times(WARM, _ -> question.apply(0)));
    }

    private static void print(String name, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-40s median %8.2f ms  quickest %8.2f  slowest %8.2f  (%d)%n",
                name,
                millis[millis.length / 2],
                millis[0],
                millis[millis.length - 1],
                millis.length);
    }

    private double[] times(int n, IntFunction<String> question, String... headers)
            throws IOException, InterruptedException {
        double[] millis = new double[n];
        for (int i = 0; i < n; i++) {
            String path = question.apply(i);
            long from = System.nanoTime();
            HttpResponse<byte[]> answer = ask(path, headers);
            millis[i] = (System.nanoTime() - from) / 1e6;
            if (answer.statusCode() != (headers.length == 0 ? 200 : 304)) {
                throw new IllegalStateException(path + " answered " + answer.statusCode() + " "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
        }
        return millis;
    }

    private HttpResponse<byte[]> ask(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    /** Four clients that ask for the same answer for five seconds. */
    private void throughput(String path) throws InterruptedException {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        long until = System.nanoTime() + 5_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < until) {
                    long from = System.nanoTime();
                    try {
                        ask(path);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    millis.add((System.nanoTime() - from) / 1e6);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double[] sorted = millis.stream().mapToDouble(each -> each).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "cached answers: %.0f a second, p99 %.2f ms%n",
                sorted.length / 5.0,
                sorted[(int) (sorted.length * 0.99)]);
    }

    /** Five hundred clients, each with a week that nobody asked for. */
    private void crowd(String week, SteadyPuts puts) {
        puts.forget();
        Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
        long from = System.nanoTime();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String path = "/api/v1/merge?" + week.formatted(end - 7 * 86_400 - i, end - i);
            all.add(client.sendAsync(request(path), HttpResponse.BodyHandlers.ofByteArray())
                    .thenAccept(answer -> statuses.computeIfAbsent(answer.statusCode(), _ -> new AtomicLong())
                            .incrementAndGet()));
        }
        long used = 0;
        CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        while (!done.isDone()) {
            used = Math.max(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            done.copy().completeOnTimeout(null, 50, TimeUnit.MILLISECONDS).join();
        }
        System.out.printf(
                Locale.ROOT,
                "%d clients with a cold week each: %s in %.1f s, heap %d MiB at most of %d, puts at most %d ms late%n",
                CLIENTS,
                new TreeMap<>(statuses),
                (System.nanoTime() - from) / 1e9,
                used >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                puts.latestMillis());
    }
}
