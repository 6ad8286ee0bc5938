/**
 * Pages about Tributary itself: health, readiness, metrics, targets, configuration, flags and reload, the OpenAPI document and the first page.
 */
@NullMarked
package io.tributary.api.status;

import org.jspecify.annotations.NullMarked;
