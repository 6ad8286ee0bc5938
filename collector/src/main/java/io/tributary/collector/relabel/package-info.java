/**
 * Prometheus' {@code relabel_configs} on label maps. A {@link io.tributary.collector.relabel.RelabelConfig} is one rule, ready
 * to use; {@link io.tributary.collector.relabel.Relabeling} puts labels through a list of them. Pure values: no I/O, no
 * threads, no clock, nothing of the targets file.
 */
@NullMarked
package io.tributary.collector.relabel;

import org.jspecify.annotations.NullMarked;
