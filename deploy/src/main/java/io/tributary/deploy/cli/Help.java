package io.tributary.deploy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** What {@code --help} prints. */
final class Help {
    private static final int WIDTH = 100;

    private Help() {}

    /** Of {@code tributary} itself, which runs the daemon when no command is given. */
    static void ofTheWhole(List<Command> commands, Options options, PrintWriter out) {
        out.println("Tributary, a continuous-profiling collector: a fleet's profiles in, one merged profile out.");
        out.println();
        out.println("Usage: tributary [FLAGS]            collects and serves");
        out.println("       tributary COMMAND [FLAGS]    does something else; COMMAND --help says more");
        out.println();
        out.println("Commands:");
        int longest = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        for (Command command : commands) {
            if (command.listed()) {
                out.println("  " + command.name()
                        + " ".repeat(longest - command.name().length() + 3) + command.description());
            }
        }
        out.println();
        out.println("Each flag can be given as the environment variable behind it instead.");
        out.println();
        print(options, out);
        exitCodes(out);
    }

    static void of(Command command, Options options, PrintWriter out) {
        String arguments = command.arguments().isEmpty() ? "" : " " + command.arguments();
        out.println("Usage: tributary " + command.name() + " [FLAGS]" + arguments);
        out.println();
        out.println(command.description());
        out.println();
        if (!command.more().isEmpty()) {
            out.println(command.more());
        }
        print(options, out);
        exitCodes(out);
    }

    private static void print(Options options, PrintWriter out) {
        TextHelpAppendable text = new TextHelpAppendable(out);
        text.setMaxWidth(WIDTH);
        try {
            // In the order they were added, in which they belong together.
            HelpFormatter.builder()
                    .setShowSince(false)
                    .setHelpAppendable(text)
                    .setComparator((_, _) -> 0)
                    .get()
                    .printOptions(options.getOptions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void exitCodes(PrintWriter out) {
        out.println("Exit codes: 0 done, 1 wrong input, 2 wrong usage, 3 something could not be reached or opened");
        out.flush();
    }
}
