package io.tributary.profile.bench;

import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.Mark;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The bar of decoding: decode and intern with a warm dictionary, against inflating and skimming the same bytes. Each side
 * runs in processes of its own that take turns, and is measured in the CPU time of its thread, so that a busy machine
 * troubles both sides alike. Then what the dictionary of all profiles in {@code testdata/} takes.
 */
public final class InternBar {
    private static final List<String> FILES =
            List.of("shop/v1/cpu.a1.pb.gz", "go-compile/profile.1.pb.gz", "shop/v1/heap.4.pb.gz");
    private static final int ROUNDS = 2;
    private static final long WARM_UP_NANOS = 4_000_000_000L;
    private static final int BLOCKS = 60;

    private static final String DENIED = "--illegal-native-access=deny";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * What is measured.
     *
     * @param nativeAccess whether the process may call libdeflate
     */
    private record Side(String name, String operation, String nativeAccess) {}

    private static final List<Side> SIDES = List.of(
            new Side("inflate + skim", "skim", DENIED),
            new Side("decode + intern, the JDK's inflater", "intern", DENIED),
            new Side("decode + intern, libdeflate", "intern", "--enable-native-access=ALL-UNNAMED"));

    private interface Operation {
        long run() throws Exception;
    }

    private InternBar() {}

    /** Without arguments: the whole comparison. With a side and a file: that one, here. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            System.out.println(measure(operation(args[0], args[1])));
            return;
        }
        System.out.println("thread CPU time, microseconds, quickest and median block of " + ROUNDS * BLOCKS
                + "; ratio of the quickest, of the medians to inflate + skim");
        for (String file : FILES) {
            System.out.println(file);
            double[][] blocks = new double[SIDES.size()][0];
            for (int round = 0; round < ROUNDS; round++) {
                for (int side = 0; side < blocks.length; side++) {
                    blocks[side] = join(blocks[side], fork(SIDES.get(side), file));
                }
            }
            for (int side = 0; side < blocks.length; side++) {
                print(SIDES.get(side).name, blocks[side], blocks[0]);
            }
        }
        memory();
    }

    private static void print(String name, double[] blocks, double[] reference) {
        int middle = blocks.length / 2;
        System.out.printf(
                Locale.ROOT,
                "  %-36s %6.0f %6.0f   ratio %.2f %.2f%n",
                name,
                blocks[0],
                blocks[middle],
                blocks[0] / reference[0],
                blocks[middle] / reference[middle]);
    }

    private static Operation operation(String side, String file) {
        byte[] gzipped = TestData.bytes(file);
        Dictionary dictionary = new Dictionary();
        return side.equals("skim")
                ? () -> DecodeBenchmark.inflateAndSkim(gzipped)
                : () -> dictionary
                        .intern(PprofDecoder.decode(gzipped, DecodeLimits.DEFAULT))
                        .vector()
                        .size();
    }

    /** Microseconds a call, one number for each block. */
    private static String measure(Operation operation) throws Exception {
        long sum = 0;
        long calls = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        while (THREADS.getCurrentThreadCpuTime() - start < WARM_UP_NANOS) {
            sum += operation.run();
            calls++;
        }
        int block = (int) Math.max(5, calls * 40_000_000 / WARM_UP_NANOS);
        StringBuilder times = new StringBuilder();
        for (int i = 0; i < BLOCKS; i++) {
            long from = THREADS.getCurrentThreadCpuTime();
            for (int call = 0; call < block; call++) {
                sum += operation.run();
            }
            times.append((THREADS.getCurrentThreadCpuTime() - from) / 1e3 / block)
                    .append(' ');
        }
        if (sum == 42) {
            System.err.println("the sums are used, so that nothing is left out");
        }
        return times.toString();
    }

    private static double[] fork(Side side, String file) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(side.nativeAccess, InternBar.class.getName(), side.operation, file));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException(side.name + " of " + file + " printed nothing");
            }
            return Arrays.stream(line.trim().split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    private static double[] join(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        Arrays.sort(both);
        return both;
    }

    private static void memory() {
        Dictionary dictionary = new Dictionary();
        for (String name : TestData.profiles()) {
            Profile profile = TestData.profile(name);
            dictionary.intern(profile);
        }
        Mark rows = dictionary.mark();
        Dictionary.Memory bytes = dictionary.memory();
        System.out.printf(
                Locale.ROOT,
                "bytes a row, reserves included: trie node %.1f of %d, location %.1f of %d, function %.1f of %d%n",
                (double) bytes.nodes() / rows.nodes(),
                rows.nodes(),
                (double) bytes.locations() / rows.locations(),
                rows.locations(),
                (double) bytes.functions() / rows.functions(),
                rows.functions());
    }
}
