/**
 * The whole river against real parts: the distribution as a process of its own, Go programs as its targets, Go's tools as
 * the judge. Each test says what it needs, is skipped with that reason where it is missing, and fails instead in CI.
 *
 * <p>Needs {@code deploy/target/tributary}, so these run in the integration-test phase. Everything listens on loopback,
 * on ports the system gives.
 */
@NullMarked
package io.tributary.deploy.e2e;

import org.jspecify.annotations.NullMarked;
