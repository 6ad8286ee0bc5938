package io.tributary.collector.bench;

import io.tributary.collector.schedule.Phase;
import io.tributary.storage.Labels;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The played targets: a few services of several programs each, and hostile ones evenly among them. It remembers who was asked for
 * what and when.
 */
final class Fleet {
    private static final Duration CPU_INTERVAL = Duration.ofMinutes(1);
    private static final Duration HEAP_INTERVAL = Duration.ofMinutes(10);
    static final Map<String, Duration> INTERVALS = Map.of("cpu", CPU_INTERVAL, "heap", HEAP_INTERVAL);
    static final int CPU_SECONDS = 10;
    static final String HOSTILE = "hostile";
    private static final int SERVICES = 20;

    /**
     * A request that came in.
     *
     * @param type {@code cpu} or {@code heap}
     * @param millis since 1970
     */
    record Asked(int target, String type, long millis) {}

    private final int targets;
    private final double hostile;
    private final List<Program> programs = Program.all();
    private final ConcurrentLinkedQueue<Integer> brokenOff = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();

    Fleet(int targets, double hostile) {
        this.targets = targets;
        this.hostile = hostile;
    }

    int size() {
        return targets;
    }

    boolean isHostile(int target) {
        return (int) ((target + 1) * hostile) > (int) (target * hostile);
    }

    /** Everything that came in, in order of time. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    void listen(Player player) {
        for (int target = 0; target < targets; target++) {
            int number = target;
            player.listen(target, connection -> hear(number, connection));
        }
    }

    private void hear(int target, Connection connection) {
        String type = connection.path().endsWith("/profile") ? "cpu" : "heap";
        asked.add(new Asked(target, type, System.currentTimeMillis()));
        if (isHostile(target)) {
            Hostility.KINDS
                    .get((int) (target * hostile) % Hostility.KINDS.size())
                    .accept(connection);
            return;
        }
        Program program = programs.get(service(target) % programs.size());
        List<ByteBuffer> answers = type.equals("cpu") ? program.cpu() : program.heap();
        long minute = System.currentTimeMillis() / CPU_INTERVAL.toMillis();
        ByteBuffer answer = answers.get((int) ((target + minute) % answers.size()));
        connection.onHangUp(() -> brokenOff.add(target));
        if (connection.seconds() > 0) {
            connection.after(connection.seconds() * 1_000L, () -> connection.answer(answer.duplicate()));
        } else {
            connection.answer(answer.duplicate());
        }
    }

    /** Answers that healthy targets could not give to their end, because the other side hung up. */
    int brokenOff(IntPredicate counted) {
        return (int) brokenOff.stream().filter(counted::test).count();
    }

    /** Its number within its service. */
    static int place(int target) {
        return target / SERVICES;
    }

    static int service(int target) {
        return target % SERVICES;
    }

    private String job(int target) {
        return isHostile(target) ? HOSTILE : "service-" + service(target);
    }

    private static String instance(int target) {
        var address = Player.address(target);
        return address.getHostString() + ":" + address.getPort();
    }

    /** When it is to be asked for a type. */
    Phase phase(int target, String type) {
        Labels labels = Labels.of(Map.of(Labels.JOB, job(target), Labels.INSTANCE, instance(target)));
        Phase cpu = Phase.of(labels, "cpu", CPU_INTERVAL);
        return type.equals("cpu")
                ? cpu
                : Phase.of(labels, type, HEAP_INTERVAL).clearOf(cpu, Duration.ofSeconds(CPU_SECONDS), Duration.ZERO);
    }

    /** A targets file with those of the targets that it is to have. */
    String file(IntPredicate wanted) {
        SortedMap<String, List<String>> jobs = new TreeMap<>();
        IntStream.range(0, targets)
                .filter(wanted)
                .forEach(target -> jobs.computeIfAbsent(job(target), _ -> new ArrayList<>())
                        .add(instance(target)));
        StringBuilder text = new StringBuilder("scrape_configs:\n");
        jobs.forEach((job, instances) -> text.append("""
                  - job_name: %s
                    profiling_config:
                      pprof_config: {cpu: {seconds: %d}, heap: {scrape_interval: 10m}, goroutine: {enabled: false}}
                    static_configs:
                      - targets:
                """.formatted(job, CPU_SECONDS))
                .append("          - " + String.join("\n          - ", instances) + "\n"));
        return text.toString();
    }
}
