package io.tributary.collector.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon as its launcher starts it, in a process of its own. */
final class Daemon implements AutoCloseable {
    private static final double TICKS_A_SECOND = 100;
    private static final Duration START = Duration.ofMinutes(10);

    private final Process process;
    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Starts one and waits until it is ready; a launcher in a source tree may have to build first. */
    Daemon(Path launcher, Path config, Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        uri = URI.create("http://127.0.0.1:" + port);
        process = new ProcessBuilder(
                        launcher.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("store"),
                        "--web.listen-address=" + uri.getAuthority(),
                        "--web.enable-lifecycle",
                        "--log.level=error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("daemon.log").toFile())
                .start();
        long end = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroy();
                throw new IOException("the daemon did not start: " + Files.readString(folder.resolve("daemon.log")));
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(uri.resolve("/-/ready"))).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** Puts the targets file into force; gives the milliseconds until it was. */
    double reload() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri.resolve("/-/reload")).POST(HttpRequest.BodyPublishers.noBody()));
        if (answer.statusCode() != 200) {
            throw new IOException("the reload was refused: " + answer.body());
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    Metrics metrics() throws IOException, InterruptedException {
        return Metrics.parse(
                send(HttpRequest.newBuilder(uri.resolve("/metrics"))).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Of all its threads, in and for the process. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc("stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_A_SECOND;
    }

    /** @param name {@code VmRSS} or {@code VmHWM} */
    double mebibytes(String name) throws IOException {
        return Files.readAllLines(proc("status")).stream()
                        .filter(line -> line.startsWith(name + ":"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024.0;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(30, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
