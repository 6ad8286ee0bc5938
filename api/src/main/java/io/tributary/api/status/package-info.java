/**
 * Pages about Tributary itself: health, readiness, metrics, targets, configuration, flags and reload, and the OpenAPI document.
 */
@NullMarked
package io.tributary.api.status;

import org.jspecify.annotations.NullMarked;
