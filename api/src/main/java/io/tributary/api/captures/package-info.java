/**
 * What is taken from a target once, because somebody asked or an alert fired. The API reaches who does it through {@link
 * io.tributary.api.captures.CapturesSource}, which the wiring fills in. Bodies are parsed on the event loop; lists are asked for on a {@link
 * io.tributary.api.work.WorkerPool}. What a capture brought is a stored trace: {@code io.tributary.api.traces} sends it.
 */
@NullMarked
package io.tributary.api.captures;

import org.jspecify.annotations.NullMarked;
