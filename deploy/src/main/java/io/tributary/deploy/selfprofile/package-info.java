/**
 * Tributary as a target of its own: what JFR and the JVM know of this process, as pprof under {@code /debug/pprof}, in the manners
 * of Go's {@code net/http/pprof}. {@link io.tributary.deploy.selfprofile.SelfProfile} is the way in.
 *
 * <p>May touch {@code profile}, the API's {@code RouteMount} and {@code jdk.jfr}. Nothing of JFR is loaded before the first
 * request. Work is done on one thread of its own for each profile under way; handlers only wait for it.
 */
@NullMarked
package io.tributary.deploy.selfprofile;

import org.jspecify.annotations.NullMarked;
