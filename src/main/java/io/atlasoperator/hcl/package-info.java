/**
 * The HCL language: lexer, parser, syntax tree, evaluator and printer. Knows nothing of databases or files.
 */
@NullMarked
package io.atlasoperator.hcl;

import org.jspecify.annotations.NullMarked;
