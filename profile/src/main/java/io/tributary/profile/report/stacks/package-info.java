/**
 * Stacks for other people's tools: collapsed text, written and read, and speedscope's JSON, written.
 *
 * <p>Streams are the caller's and are not closed. One thread for each.
 */
@NullMarked
package io.tributary.profile.report.stacks;

import org.jspecify.annotations.NullMarked;
