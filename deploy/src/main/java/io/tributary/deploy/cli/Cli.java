package io.tributary.deploy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Takes a command line, does what it says and gives the {@link ExitCode}. */
public final class Cli {
    private final CommandLine commandLine;

    /**
     * @param targets finds what is wrong with a targets file
     * @param files does what is asked for with profile files
     * @param environment where flags that are not given are looked up
     * @param out what was asked for
     * @param err what went wrong
     */
    public Cli(
            DaemonCommands daemon,
            FileCheck targets,
            FileCommands files,
            Map<String, String> environment,
            PrintWriter out,
            PrintWriter err) {
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        commandLine = new CommandLine(new TributaryCommand(daemon))
                .addSubcommand("run", new RunCommand(daemon))
                .addSubcommand(
                        "check", new CommandLine(new CheckCommand()).addSubcommand(new CheckConfigCommand(targets)))
                .addSubcommand(new MergeCommand(files))
                .addSubcommand("train", new TrainCommand(daemon))
                .setDefaultValueProvider(defaults)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, _) -> usage(failure))
                .setExecutionExceptionHandler((failure, command, _) -> failed(command, failure));
    }

    public int run(String... arguments) {
        return commandLine.execute(arguments);
    }

    private static int usage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        print(command, describe(failure) + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG_USAGE;
    }

    private static String describe(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String text = "unknown argument '" + unmatched.getUnmatched().getFirst() + "'";
            List<String> near = unmatched.getSuggestions();
            return near.isEmpty() ? text : text + "; did you mean " + near.getFirst() + "?";
        }
        return String.valueOf(failure.getMessage());
    }

    private static int failed(CommandLine command, Exception failure) {
        if (failure instanceof CommandException expected) {
            expected.problems().forEach(problem -> print(command, problem));
            return expected.exitCode();
        }
        // A defect of ours: whoever reports it needs the trace.
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        command.getErr().println("tributary: a defect in Tributary, please report it: " + trace);
        command.getErr().flush();
        return ExitCode.NOT_OPENED;
    }

    private static void print(CommandLine command, String problem) {
        command.getErr().println("tributary: " + problem.replaceAll("\\s*[\\r\\n]+\\s*", " "));
        command.getErr().flush();
    }
}
