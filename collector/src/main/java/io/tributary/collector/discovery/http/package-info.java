/** {@code http_sd_configs}: target groups that a server hands out as JSON. */
@NullMarked
package io.tributary.collector.discovery.http;

import org.jspecify.annotations.NullMarked;
