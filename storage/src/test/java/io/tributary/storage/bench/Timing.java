package io.tributary.storage.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * What calls took, milliseconds each.
 *
 * @param wall by the clock on the wall, with whatever else the machine does
 * @param cpu of the calling thread and of the store's threads that help it
 */
record Timing(double[] wall, double[] cpu) {
    private static final String HELPERS = "tributary-store-merge";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Calls some times unmeasured, then measured. The number of the call, from 0, is given to it. */
    static Timing of(int warmUps, int times, IntConsumer call) {
        for (int i = 0; i < warmUps; i++) {
            call.accept(i);
        }
        Timing timing = new Timing(new double[times], new double[times]);
        for (int i = 0; i < times; i++) {
            int number = warmUps + i;
            timing.measure(i, () -> call.accept(number));
        }
        return timing;
    }

    void measure(int at, Runnable call) {
        long helpedBefore = helpersNanos();
        long cpuFrom = THREADS.getCurrentThreadCpuTime();
        long from = System.nanoTime();
        call.run();
        wall[at] = (System.nanoTime() - from) / 1e6;
        long own = THREADS.getCurrentThreadCpuTime() - cpuFrom;
        cpu[at] = (own + helpersNanos() - helpedBefore) / 1e6;
    }

    private static long helpersNanos() {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(HELPERS)) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "wall %.1f median, %.1f quickest, %.1f slowest; CPU %.1f median, %.1f quickest",
                Bars.median(wall),
                Bars.quantile(wall, 0),
                Bars.quantile(wall, 1),
                Bars.median(cpu),
                Bars.quantile(cpu, 0));
    }
}
