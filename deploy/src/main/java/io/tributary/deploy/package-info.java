/**
 * The program: {@link io.tributary.deploy.Main} hands the command line to {@code cli}, and {@link io.tributary.deploy.Daemon} is
 * the one place where store, API and collector are put together and taken apart again. It may touch every module; nothing
 * depends on it. The main thread starts, the JVM's shutdown hook stops; {@code Daemon} lets one in at a time.
 */
@NullMarked
package io.tributary.deploy;

import org.jspecify.annotations.NullMarked;
