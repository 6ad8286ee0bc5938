/**
 * What end-to-end tests start and ask: {@link io.tributary.deploy.testing.Child}, any process;
 * {@link io.tributary.deploy.testing.Tributary}, the real distribution as one, and its answers, whoever started it;
 * {@link io.tributary.deploy.testing.Await}, for what can only be asked again. For tests that run at
 * {@code integration-test}, when the distribution is there. Each object is used by one thread.
 */
@NullMarked
package io.tributary.deploy.testing;

import org.jspecify.annotations.NullMarked;
