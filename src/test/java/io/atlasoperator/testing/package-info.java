/** Fixtures that several tests share: servers of their own, started once in a JVM. Holds no test. */
@NullMarked
package io.atlasoperator.testing;

import org.jspecify.annotations.NullMarked;
