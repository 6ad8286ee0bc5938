/**
 * What end-to-end tests start: {@link io.tributary.deploy.testing.DaemonProcess}, the real distribution as a child process. For
 * tests that run at {@code integration-test}, when the distribution is there.
 */
@NullMarked
package io.tributary.deploy.testing;

import org.jspecify.annotations.NullMarked;
