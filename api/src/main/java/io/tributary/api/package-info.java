/**
 * How Tributary is asked: {@link io.tributary.api.ApiServer} and what it is built from. The API knows the store's
 * interface and {@code io.tributary.profile}; the collector and the daemon's own pages reach it through
 * {@link io.tributary.api.ApiSources} and {@link io.tributary.api.RouteMount}, which the wiring fills in.
 *
 * <p>Requests are read and answered on one event loop; whatever touches the store runs on the bounded pools of
 * {@code io.tributary.api.work}.
 */
@NullMarked
package io.tributary.api;

import org.jspecify.annotations.NullMarked;
