/**
 * HTTP for the API, knowing nothing of profiles: an {@link io.tributary.api.http.Endpoint} turns a checked request into
 * an {@link io.tributary.api.http.Answer}; {@link io.tributary.api.http.Endpoints} puts endpoints on a router and sees to
 * methods, parameters, bodies, headers, metrics and problem documents, the same way for all.
 *
 * <p>Everything here runs on the event loop and never blocks.
 */
@NullMarked
package io.tributary.api.http;

import org.jspecify.annotations.NullMarked;
