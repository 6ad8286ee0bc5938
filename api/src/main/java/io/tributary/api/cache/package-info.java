/**
 * Answers that are kept: {@link io.tributary.api.cache.CachedAnswers} gives each answer an entity tag out of its question and the
 * store's revision of what it is about, so that a client that has it already, or anybody who asks again, costs neither a merge nor an
 * encoding; two who ask the same at once share one.
 */
@NullMarked
package io.tributary.api.cache;

import org.jspecify.annotations.NullMarked;
