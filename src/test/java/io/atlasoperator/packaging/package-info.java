/** What is shipped beside the jars is checked against the code and on a real API server: definitions, chart, install file. */
@NullMarked
package io.atlasoperator.packaging;

import org.jspecify.annotations.NullMarked;
