package io.tributary.deploy;

import io.tributary.deploy.files.MadeUpProfiles;
import io.tributary.profile.Profile;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.rocksdb.NativeLibrary;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a start can be spared. Keeps RocksDB's library where it need not be unpacked, and asks a running daemon for a little of everything, so that the classes of an answer are loaded when the JVM writes down
 * which there are, and how often which of their methods ran. Speaks plain HTTP over a socket: a client's own classes have no place in the cache.
 */
final class Training {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String SERVICE = "made-up";
    private static final int KINDS = 8;
    private static final int INSTANCES = 4;
    private static final int PROFILES = 64;
    /** Far enough that they fill some days, each with a dictionary of its own. */
    private static final Duration APART = Duration.ofHours(4);

    private static final Duration WEEK = Duration.ofDays(7);

    private static final List<String> PATHS = List.of(
            "/",
            "/-/healthy",
            "/-/ready",
            "/metrics",
            "/api/v1/services",
            "/api/v1/targets",
            "/api/v1/profiles",
            "/api/v1/pgo/" + SERVICE + "/default.pgo");

    /** What the page of a service asks about the range that it shows. */
    private static final List<String> QUESTIONS = List.of(
            "merge?format=flamegraph",
            "merge?format=top&max_nodes=5000",
            "profiles?limit=1",
            "series?step=1h&by=version",
            "series?step=1h",
            "labels?limit=200");

    private Training() {}

    /** For the launcher, which names the folder to the JVM of this run and of those to come. */
    static void keepLibrary() throws IOException {
        String paths = System.getProperty("java.library.path", "");
        int end = paths.indexOf(File.pathSeparatorChar);
        NativeLibrary.unpackTo(Path.of(end < 0 ? paths : paths.substring(0, end)));
    }

    /** Makes a store with profiles, and sums of them, in a folder that no daemon uses yet: a question about none passes by most of its code. */
    static void fill(Path folder, Instant newest) {
        List<Profile> profiles =
                IntStream.range(0, KINDS).mapToObj(MadeUpProfiles::profile).toList();
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            for (int number = 0; number < PROFILES; number++) {
                int instance = number % INSTANCES;
                Labels labels = Labels.of(Map.of(
                        Labels.JOB, SERVICE,
                        Labels.INSTANCE, "10.0.0." + instance + ":6060",
                        Labels.VERSION, "v" + instance % 2));
                Instant time = newest.minus(APART.multipliedBy(number / INSTANCES));
                store.put(new Origin(SERVICE, "cpu", labels, time.toEpochMilli()), profiles.get(number % KINDS));
            }
            store.rollUp();
        }
    }

    /** Asks for everything once, and about a week as the page does. What is answered does not matter. */
    static void askAround(int port, Instant newest) {
        PATHS.forEach(path -> ask(port, path));
        long to = newest.getEpochSecond() + 1;
        String week = "&service=" + SERVICE + "&type=cpu&from=" + (to - WEEK.toSeconds()) + "&to=" + to;
        QUESTIONS.forEach(question -> ask(port, "/api/v1/" + question + week));
    }

    private static void ask(int port, String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                    + "\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + path, e);
        }
    }
}
