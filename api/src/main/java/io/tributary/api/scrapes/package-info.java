/** Scrapes over time: how many each service had, and how many of them failed and why. */
@NullMarked
package io.tributary.api.scrapes;

import org.jspecify.annotations.NullMarked;
