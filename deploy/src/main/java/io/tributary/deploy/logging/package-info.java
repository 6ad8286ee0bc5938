/**
 * Where the log goes: stderr, as text or as one JSON object a line, set up in code so that no file on the class path or in the
 * working directory changes it. Touches logback alone; called once, before anything logs.
 */
@NullMarked
package io.tributary.deploy.logging;

import org.jspecify.annotations.NullMarked;
