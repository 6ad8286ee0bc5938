package io.tributary.deploy.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** {@code tributary check config FILE…} and its like: every problem of every file, through the daemon's own loader. */
final class CheckFilesCommand implements Command {
    private final String name;
    private final String description;
    private final FileCheck check;
    private final PrintWriter out;

    private CheckFilesCommand(String name, String description, FileCheck check, PrintWriter out) {
        this.name = name;
        this.description = description;
        this.check = check;
        this.out = out;
    }

    static CheckFilesCommand ofTargets(FileCheck check, PrintWriter out) {
        return new CheckFilesCommand(
                "check config", "Says what is wrong with targets files, by line and column.", check, out);
    }

    static CheckFilesCommand ofWebConfigs(FileCheck check, PrintWriter out) {
        return new CheckFilesCommand(
                "check web-config", "Says what is wrong with web configurations, by line and column.", check, out);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String arguments() {
        return "FILE…";
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(CommandLine flags, List<String> files) throws UsageException, CommandException {
        if (files.isEmpty()) {
            throw new UsageException("which FILE is to be checked?");
        }
        List<String> problems = new ArrayList<>();
        int exitCode = ExitCode.DONE;
        CommandException first = null;
        for (String file : files) {
            CommandException failure = problemsOf(file);
            if (failure == null) {
                out.println(file + ": fine");
                continue;
            }
            first = first == null ? failure : first;
            problems.addAll(failure.problems());
            exitCode = Math.max(exitCode, failure.exitCode());
        }
        out.flush();
        if (first != null) {
            throw new CommandException(exitCode, problems, first);
        }
        return exitCode;
    }

    private @Nullable CommandException problemsOf(String file) throws UsageException {
        try {
            check.check(Path.of(file)).forEach(out::println);
            return null;
        } catch (CommandException e) {
            return e;
        } catch (InvalidPathException e) {
            throw new UsageException("FILE: " + e.getMessage(), e);
        }
    }
}
