package io.tributary.deploy.cli;

import picocli.CommandLine.Command;

/** {@code tributary check …}: says what is wrong with a file without running anything. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says what is wrong with a file.")
final class CheckCommand {}
