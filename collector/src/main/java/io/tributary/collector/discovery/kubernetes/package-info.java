/**
 * {@code kubernetes_sd_configs}: objects of a Kubernetes API server as targets, with Prometheus' labels. A
 * {@link io.tributary.collector.discovery.kubernetes.Reflector} lists one kind of object and watches it from there on; a
 * {@link io.tributary.collector.discovery.kubernetes.View} makes groups of what it is told.
 *
 * <p>Requests live on the collector's event loop. JSON is parsed, and views are used, on the threads
 * {@code tributary-discovery-N}, by one of them at a time.
 */
@NullMarked
package io.tributary.collector.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;
