package io.tributary.profile.testing;

import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs JMH, or the program that the system property {@code bench.main} names, in a build of several modules, where most have no benchmark of
 * the name asked for.
 */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs the benchmarks whose names match.
     *
     * @param args as JMH's own command line, or the program's
     */
    public static void main(String[] args)
            throws RunnerException, CommandLineOptionException, ReflectiveOperationException {
        String program = System.getProperty("bench.main", "");
        if (!program.isEmpty()) {
            run(program, args);
            return;
        }
        try {
            new Runner(new CommandLineOptions(args)).run();
        } catch (NoBenchmarksException e) {
            System.out.println("no such benchmark in this module");
        }
    }

    private static void run(String program, String[] args) throws ReflectiveOperationException {
        Class<?> found;
        try {
            found = Class.forName(program);
        } catch (ClassNotFoundException e) {
            System.out.println("no such program in this module");
            return;
        }
        found.getMethod("main", String[].class).invoke(null, (Object) args);
    }
}
