/**
 * The command line: commands, flags and their environment variables, exit codes, and errors as one line each on stderr. It knows
 * what was asked for, not how a daemon does it: that is handed in as {@link io.tributary.deploy.cli.DaemonCommands}. Runs on the
 * main thread alone.
 */
@NullMarked
package io.tributary.deploy.cli;

import org.jspecify.annotations.NullMarked;
