/**
 * The use cases: inspect, diff, plan, lint, apply, migrate. Requests and results are records; the command line and the
 * operator render the same reports and hold no engine logic of their own.
 */
@NullMarked
package io.atlasoperator.engine;

import org.jspecify.annotations.NullMarked;
