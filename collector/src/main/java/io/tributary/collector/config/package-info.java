/**
 * The targets file as values. {@link io.tributary.collector.config.TargetsFile} reads Prometheus' and Parca's words and
 * either gives a {@link io.tributary.collector.config.TargetsConfig} or every problem of the file at once, each with line
 * and column. The defaults stand in {@link io.tributary.collector.config.Defaults}.
 *
 * <p>May touch SnakeYAML, the rules of {@link io.tributary.collector.relabel}, the store's selectors, the file it is asked to read and
 * the environment. No threads, no Vert.x.
 */
@NullMarked
package io.tributary.collector.config;

import org.jspecify.annotations.NullMarked;
