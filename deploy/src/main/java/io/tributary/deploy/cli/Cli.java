package io.tributary.deploy.cli;

import io.tributary.api.http.Nearest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.jspecify.annotations.Nullable;

/** Takes a command line, does what it says and gives the {@link ExitCode}. */
public final class Cli {
    private final List<Command> commands;
    private final Command standard;
    private final Environment environment;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param targets finds what is wrong with a targets file
     * @param webConfigs finds what is wrong with a web configuration
     * @param files does what is asked for with profile files
     * @param stores does what is asked for with a store that no daemon uses
     * @param environment where flags that are not given are looked up
     * @param out what was asked for
     * @param err what went wrong
     */
    public Cli(
            DaemonCommands daemon,
            FileCheck targets,
            FileCheck webConfigs,
            FileCommands files,
            StoreCommands stores,
            Map<String, String> environment,
            PrintWriter out,
            PrintWriter err) {
        this.standard = new RunCommand(daemon);
        this.commands = List.of(
                standard,
                CheckFilesCommand.ofTargets(targets, out),
                CheckFilesCommand.ofWebConfigs(webConfigs, out),
                new MergeCommand(files),
                new DiffCommand(files),
                new PgoCommand(files),
                new TopCommand(files),
                new InspectCommand(files),
                new VerifyCommand(stores),
                new TrainCommand(daemon),
                new TrainFilesCommand(files));
        this.environment = new Environment(environment);
        this.out = out;
        this.err = err;
    }

    public int run(String... arguments) {
        List<String> words = List.of(arguments);
        boolean isNamed = !words.isEmpty() && !words.getFirst().startsWith("-");
        Command command = isNamed ? named(words) : standard;
        String called = "tributary" + (isNamed && command != null ? " " + command.name() : "");
        try {
            if (command == null) {
                throw new UsageException(unknown(words));
            }
            int name = isNamed ? command.name().split(" ").length : 0;
            return run(command, words.subList(name, words.size()), isNamed);
        } catch (UsageException e) {
            print(e.getMessage() + "; see " + called + " --help");
            return ExitCode.WRONG_USAGE;
        } catch (CommandException e) {
            e.problems().forEach(this::print);
            return e.exitCode();
        } catch (RuntimeException e) {
            // A defect of ours: whoever reports it needs the trace.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            err.println("tributary: a defect in Tributary, please report it: " + trace);
            err.flush();
            return ExitCode.NOT_OPENED;
        }
    }

    private int run(Command command, List<String> words, boolean isNamed) throws UsageException, CommandException {
        Options options = command.options()
                .addOption("h", "help", false, "Shows this and ends.")
                .addOption("V", "version", false, "Shows the version and ends.");
        CommandLine line = parse(command, options, words);
        if (line.hasOption("help")) {
            if (isNamed) {
                Help.of(command, options, out);
            } else {
                Help.ofTheWhole(commands, options, out);
            }
            return ExitCode.DONE;
        }
        if (line.hasOption("version")) {
            out.println("tributary " + Version.text());
            out.println("java " + Runtime.version());
            out.flush();
            return ExitCode.DONE;
        }
        return command.run(line, line.getArgList());
    }

    private CommandLine parse(Command command, Options options, List<String> words) throws UsageException {
        CommandLine line;
        try {
            line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options, words.toArray(String[]::new), environment.valuesFor(options), false);
        } catch (UnrecognizedOptionException e) {
            throw new UsageException(
                    "unknown flag '" + e.getOption() + "'" + meant(e.getOption(), flagsOf(options)), e);
        } catch (MissingArgumentException e) {
            Option flag = e.getOption();
            throw new UsageException("--" + flag.getLongOpt() + " wants a value: " + flag.getArgName(), e);
        } catch (ParseException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        for (Option flag : line.getOptions()) {
            String[] values = line.getOptionValues(flag);
            if (values != null && values.length > 1 && !command.repeatable().contains(flag.getLongOpt())) {
                throw new UsageException("--" + flag.getLongOpt() + " is given more than once");
            }
        }
        if (command.arguments().isEmpty() && !line.getArgList().isEmpty()) {
            String word = line.getArgList().getFirst();
            if (named(line.getArgList()) != null && line.getOptions().length > 0) {
                throw new UsageException("--" + line.getOptions()[0].getLongOpt() + " goes behind the word " + word);
            }
            throw new UsageException("unknown argument '" + word + "'");
        }
        return line;
    }

    /** The command whose name the words begin with. */
    private @Nullable Command named(List<String> words) {
        for (Command command : commands) {
            List<String> name = Arrays.asList(command.name().split(" "));
            if (words.size() >= name.size() && words.subList(0, name.size()).equals(name)) {
                return command;
            }
        }
        return null;
    }

    private String unknown(List<String> words) {
        String first = words.getFirst();
        List<String> behind = commands.stream()
                .map(Command::name)
                .filter(name -> name.startsWith(first + " "))
                .map(name -> name.substring(first.length() + 1))
                .toList();
        if (!behind.isEmpty()) {
            return "'" + first + "' wants a subcommand: " + String.join(", ", behind);
        }
        List<String> names =
                commands.stream().filter(Command::listed).map(Command::name).toList();
        return "unknown command '" + first + "'" + meant(first, names);
    }

    private static List<String> flagsOf(Options options) {
        return options.getOptions().stream()
                .map(option -> "--" + option.getLongOpt())
                .toList();
    }

    private static String meant(String given, List<String> names) {
        String nearest = Nearest.one(given.replaceFirst("=.*", ""), names);
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }

    private void print(String problem) {
        err.println("tributary: " + problem.replaceAll("\\s*[\\r\\n]+\\s*", " "));
        err.flush();
    }
}
