/**
 * {@code file_sd_configs}: target groups in JSON and YAML files, looked at every few seconds.
 *
 * <p>Files are touched on the threads {@code tributary-discovery-N} alone.
 */
@NullMarked
package io.tributary.collector.discovery.file;

import org.jspecify.annotations.NullMarked;
