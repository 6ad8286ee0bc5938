/**
 * The web page: its files as they lie in this module's resources, where the build of {@code src/main/web} puts them, and the paths at which the
 * page is. What it shows it asks of the API, as anybody can.
 */
@NullMarked
package io.tributary.api.web;

import org.jspecify.annotations.NullMarked;
