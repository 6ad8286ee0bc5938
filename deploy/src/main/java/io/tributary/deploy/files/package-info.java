/**
 * What the commands on files do: read profiles, merge them, say what is in them, write one. {@link
 * io.tributary.deploy.files.ProfileFiles} is handed to the command line as {@link io.tributary.deploy.cli.FileCommands}. May touch
 * {@code profile}, the api's feedback for compilers and the command line's errors, and nothing of the daemon, so that a command starts quickly. Files are read and
 * decoded on a few threads of their own and handed on in order to the main one, which does the rest.
 */
@NullMarked
package io.tributary.deploy.files;

import org.jspecify.annotations.NullMarked;
