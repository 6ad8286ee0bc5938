package io.tributary.profile.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fuzzes one target after the other with Jazzer, each in a process of its own. What was found stays in {@code
 * target/fuzz}: a corpus that the next run goes on from, and a file for each finding, which then belongs among the test
 * resources.
 */
final class Fuzz {
    private Fuzz() {}

    /**
     * Runs Jazzer; ends with its exit code, which is not 0 when something was found.
     *
     * @param args the target's name or {@code all}, then seconds for each target
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        String name = args[0].toUpperCase(Locale.ROOT);
        int exit = 0;
        for (Target target : name.equals("ALL") ? List.of(Target.values()) : List.of(Target.valueOf(name))) {
            exit = Math.max(exit, fuzz(target, Integer.parseInt(args[1])));
        }
        System.exit(exit);
    }

    private static int fuzz(Target target, int seconds) throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", target.name().toLowerCase(Locale.ROOT))
                .toAbsolutePath();
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
            Files.write(seeds.resolve(seed.getKey()), seed.getValue());
        }
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type.getName(),
                "--instrumentation_includes=io.tributary.profile.**:com.google.protobuf.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds,
                "-timeout=20",
                "-rss_limit_mb=3072",
                "-max_len=65536",
                "-use_value_profile=1",
                "-print_final_stats=1"));
        command.add(corpus.toString());
        command.add(seeds.toString());
        System.out.println("fuzzing " + target + " for " + seconds + " s, in " + folder);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Without JUnit: where Jazzer's driver finds it, it wants to start it, and knows an older one only. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith("junit-"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
