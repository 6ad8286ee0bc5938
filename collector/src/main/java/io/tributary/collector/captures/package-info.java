/**
 * Captures: what is taken from a target once, beside the schedule, because an alert fired or somebody asked.
 * {@link io.tributary.collector.captures.Captures} is the door.
 *
 * <pre>
 * request, alert ──▶ Captures ──▶ CaptureLine ──▶ Turns of the process ──▶ fetch ──▶ ingest: trace store, and profile store
 * </pre>
 *
 * <p>Knows the configuration, targets, schedule, fetch and ingest, and the collector only as {@link
 * io.tributary.collector.captures.CaptureTargets}. Everything happens on the collector's event loop, reading and writing the store on the
 * ingest workers; what is shown may be asked from anywhere.
 */
@NullMarked
package io.tributary.collector.captures;

import org.jspecify.annotations.NullMarked;
