package io.tributary.profile.testing;

import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs JMH in a build of several modules, where most have no benchmark of the name asked for. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs the benchmarks whose names match.
     *
     * @param args as JMH's own command line
     */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        try {
            new Runner(new CommandLineOptions(args)).run();
        } catch (NoBenchmarksException e) {
            System.out.println("no such benchmark in this module");
        }
    }
}
