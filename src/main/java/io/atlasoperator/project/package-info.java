/**
 * The project file atlas.hcl: environments, variables and policies as records. Text in, values out.
 */
@NullMarked
package io.atlasoperator.project;

import org.jspecify.annotations.NullMarked;
