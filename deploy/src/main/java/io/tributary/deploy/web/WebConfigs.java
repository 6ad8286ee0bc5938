package io.tributary.deploy.web;

import io.tributary.api.security.LoadedWebConfig;
import io.tributary.api.security.WebConfigException;
import io.tributary.api.security.WebConfigFile;
import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Web configurations, for who starts or asks for a check. */
public final class WebConfigs {
    private WebConfigs() {}

    /**
     * Reads a file.
     *
     * @throws CommandException with every problem of it: 3 when it cannot be read, 1 when what it says is wrong
     */
    public static LoadedWebConfig load(Path file) throws CommandException {
        try {
            return WebConfigFile.read(file);
        } catch (WebConfigException e) {
            boolean isReadable = Files.isRegularFile(file) && Files.isReadable(file);
            throw new CommandException(isReadable ? ExitCode.WRONG_INPUT : ExitCode.NOT_OPENED, e.problems(), e);
        }
    }

    /**
     * Reads a file as {@link #load} does, for who wants to know whether it can be used.
     *
     * @return a line for everything in it that has no effect, or another one than one may think
     * @throws CommandException as {@link #load}
     */
    public static List<String> check(Path file) throws CommandException {
        return load(file).notes();
    }
}
